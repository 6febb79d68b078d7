package io.tillstream.producer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a row ends must be the same for both readers: the one that finds rows, and the library that takes them apart. */
class OpenQuotesTest {
    private static final String ALPHABET = "ab,,\"\"\"\\ \n";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRowThatIsWholeHereIsOneRecordThere(boolean escapes) throws IOException {
        Optional<Character> escape = escapes ? Optional.of('\\') : Optional.empty();
        FileFormat.Csv csv =
                new FileFormat.Csv(StandardCharsets.UTF_8, ',', Optional.of('"'), List.of(), escape, 0, false);
        CSVFormat format = CSVFormat.Builder.create()
                .setEscape(escape.orElse(null))
                .setIgnoreEmptyLines(false)
                .get();
        Random random = new Random(20_240_131);
        int whole = 0;
        for (int i = 0; i < 100_000; i++) {
            String row = row(random, csv);
            OpenQuotes quotes = new OpenQuotes(csv);
            quotes.add(row);
            boolean sound = !quotes.isOpen() && !quotes.hasTextAfterQuote();
            assertThat(records(row, format) == 1).as(row).isEqualTo(sound);
            whole += sound ? 1 : 0;
        }
        assertThat(whole).isBetween(10_000, 90_000);
    }

    /** Returns lines up to the first line end outside quotes. */
    private static String row(Random random, FileFormat.Csv csv) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length >= 0; length--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        List<String> lines = text.toString().lines().toList();
        OpenQuotes quotes = new OpenQuotes(csv);
        StringBuilder row = new StringBuilder();
        for (String line : lines) {
            if (!row.isEmpty()) {
                row.append('\n');
                quotes.add("\n");
            }
            row.append(line);
            quotes.add(line);
            if (!quotes.isOpen()) {
                break;
            }
        }
        return row.toString();
    }

    /** Returns how many records the library sees, -1 where it sees a fault. */
    private static int records(String row, CSVFormat format) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(row), format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() && row.isEmpty() ? 1 : records.size();
        } catch (UncheckedIOException e) {
            return -1;
        }
    }
}
