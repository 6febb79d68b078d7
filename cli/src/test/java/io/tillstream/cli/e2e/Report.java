package io.tillstream.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What {@code --report} wrote. */
record Report(Path directory) {
    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    }

    long ledger(String figure) throws IOException {
        JsonNode value = json().path("ledger").path(figure);
        if (!value.isIntegralNumber()) {
            throw new IOException(figure + " is no number in " + json());
        }
        return value.asLong();
    }

    boolean balanced() throws IOException {
        return json().path("ledger").path("balanced").asBoolean();
    }

    /** One column of an answer by another. */
    Map<String, String> answer(String query, String key, String value) {
        Map<String, String> answer = new TreeMap<>();
        rows(query).forEach(row -> answer.put(row.get(key), row.get(value)));
        return answer;
    }

    /** The rows of an answer, each by its columns. */
    List<Map<String, String>> rows(String query) {
        try (CSVParser parser = CSVParser.parse(
                directory.resolve("analytics/" + query + ".csv"),
                java.nio.charset.StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.stream().map(CSVRecord::toMap).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every answer's text by its file's name. */
    Map<String, String> answers() throws IOException {
        Map<String, String> answers = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory.resolve("analytics"))) {
            for (Path file : files.toList()) {
                answers.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return answers;
    }
}
