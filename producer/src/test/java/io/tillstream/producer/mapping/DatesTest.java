package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates and times in the spellings of real exports. */
class DatesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso                      | 2024-03-05 10:19:28 -0500          | 2024-03-05T15:19:28Z
            iso                      | 2024-03-05T10:19:28-05             | 2024-03-05T15:19:28Z
            iso                      | 2024-01-15 14:30:00 UTC            | 2024-01-15T14:30:00Z
            iso                      | 2024-01-15T14:30:00.123456789Z     | 2024-01-15T14:30:00.123456Z
            iso                      | 2024-01-15 14:30:00.0000000 +01:00 | 2024-01-15T13:30:00Z
            iso                      | 2024-01-15                         | 2024-01-14T23:00:00Z
            excel_days               | 45303.125                          | 2024-01-12T02:00:00Z
            excel_days               | 45303,5                            | 2024-01-12T11:00:00Z
            excel_days               | 45303.6041666667                   | 2024-01-12T13:30:00Z
            epoch_seconds            | 1705312345                         | 2024-01-15T09:52:25Z
            epoch_seconds            | 1705312345.25                      | 2024-01-15T09:52:25.250Z
            epoch_millis             | 1705312345123                      | 2024-01-15T09:52:25.123Z
            epoch_micros             | 1705312345123456                   | 2024-01-15T09:52:25.123456Z
            epoch_nanos              | 1705312345123456789                | 2024-01-15T09:52:25.123456Z
            M/d/uuuu h:mm a          | 1/15/2024 2:05PM                   | 2024-01-15T13:05:00Z
            M/d/uuuu h:mma           | 1/15/2024 2:05 p.m.                | 2024-01-15T13:05:00Z
            M/d/uuuu h:mm a          | 1/15/2024 12:10\u202fam            | 2024-01-14T23:10:00Z
            d/M/uuuu h:mm a          | 15/1/2024 2:05 p. m.               | 2024-01-15T13:05:00Z
            uuuu-MM-dd HH:mm:ss z    | 2024-01-15 14:30:00 UTC            | 2024-01-15T14:30:00Z
            d/M/uuuu H:mm:ss z       | 14/01/2024 23:50:00 PST            | 2024-01-15T07:50:00Z
            uuuu-MM-dd HH:mm VV      | 2024-07-15 14:30 America/New_York  | 2024-07-15T18:30:00Z
            uuuu-MM-dd HH:mm v       | 2024-07-15 14:30 UTC               | 2024-07-15T14:30:00Z
            uuuu-MM-dd HH:mm O       | 2024-07-15 14:30 GMT+2             | 2024-07-15T12:30:00Z
            EEE, d MMM uuuu HH:mm:ss z | Mon, 15 Jan 2024 14:30:00 GMT    | 2024-01-15T14:30:00Z
            MMM d uuuu               | Jan 5 2019                         | 2019-01-04T23:00:00Z
            MMMM d, uuuu             | January 5th, 2019                  | 2019-01-04T23:00:00Z
            MMM-d-uu                 | Jan-05-24                          | 2024-01-04T23:00:00Z
            d-M-uu                   | 05-01-19                           | 2019-01-04T23:00:00Z
            """)
    void readsTheInstant(String format, String text, String instant) {
        assertThat(parser(format, "en", OptionalInt.empty(), text)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de | d. MMM uuuu      | 5. Mär 2024
            de | d. MMM uuuu      | 5. März 2024
            de | EEE d. MMMM uuuu | Di. 5. Maerz 2024
            fr | d MMM uuuu       | 5 mars 2024
            fr | d MMM uuuu       | 05 MARS 2024
            es | d 'de' MMMM 'de' uuuu | 5 de marzo de 2024
            it | d MMM uuuu       | 5 mar 2024
            pt | d MMM uuuu       | 5 mar. 2024
            sv | d MMMM uuuu      | 5 mars 2024
            en | d MMM uuuu       | 5 March 2024
            """)
    void readsMonthsInTheirLanguage(String language, String format, String text) {
        if (text.contains("Maerz")) {
            assertThatThrownBy(() -> parser(format, language, OptionalInt.empty(), text))
                    .isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(parser(format, language, OptionalInt.empty(), text))
                .isEqualTo(Instant.parse("2024-03-04T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"1900,7/4/96,1996", "1950,7/4/96,1996", "1950,7/4/49,2049", "2000,7/4/96,2096", "1930,7/4/30,1930"})
    void aCenturyBeginsWhereTheMappingSays(int century, String text, String year) {
        assertThat(parser("M/d/uu", "en", OptionalInt.of(century), text).toString())
                .startsWith(year);
    }

    @Test
    void aLocalTimeInAClockChangeIsReadAsThePageSays() {
        assertThat(parser("iso", "en", OptionalInt.empty(), "2024-03-31 02:30:00"))
                .isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
        assertThat(parser("iso", "en", OptionalInt.empty(), "2024-10-27 02:30:00"))
                .isEqualTo(Instant.parse("2024-10-27T00:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            excel_days    | 1705312345
            excel_days    | -3
            epoch_seconds | soon
            iso           | 2024-02-30
            iso           | 2024-01-15 25:00
            """)
    void refusesWhatIsNotADate(String format, String text) {
        assertThatThrownBy(() -> parser(format, "en", OptionalInt.empty(), text))
                .isInstanceOf(DateTimeException.class);
    }

    private static Instant parser(String format, String language, OptionalInt century, String text) {
        long micros = new TimeParser(
                        List.of(format), ZoneId.of("Europe/Berlin"), Locale.forLanguageTag(language), century)
                .micros(text);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
