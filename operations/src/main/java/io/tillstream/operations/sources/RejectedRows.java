package io.tillstream.operations.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.SourceRun;
import io.tillstream.operations.command.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows that replays have rejected, read from their rejects files. */
public final class RejectedRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RejectedRows() {}

    /**
     * Returns the rows that are still rejected: a later replay that has read a file from its first row replaces what an
     * earlier one said about it.
     *
     * @throws CommandException.Failed when a rejects file is missing or cannot be read
     */
    public static List<RejectedRow> current(SourceLedger ledger) {
        Map<String, List<RejectedRow>> byFile = new LinkedHashMap<>();
        for (SourceRun run : ledger.runs()) {
            if (run.state() == SourceRun.State.DONE && run.fromStart()) {
                run.files().forEach(file -> byFile.remove(key(run.source(), file)));
            }
            List<String> names =
                    run.files().stream().map(RejectedRows::baseName).toList();
            for (RejectedRow row : of(run)) {
                int file = names.indexOf(baseName(row.file()));
                String path = file < 0 ? row.file() : run.files().get(file);
                byFile.computeIfAbsent(key(run.source(), path), name -> new ArrayList<>())
                        .add(row);
            }
        }
        return byFile.values().stream().flatMap(List::stream).distinct().toList();
    }

    private static List<RejectedRow> of(SourceRun run) {
        List<RejectedRow> rows = new ArrayList<>();
        if (run.rejected() == 0) {
            return rows;
        }
        Path file = Path.of(run.rejects());
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(run.rejectsFrom());
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (long i = 0; i < run.rejected(); i++) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("it has only " + i + " of the run's " + run.rejected() + " rejected rows");
                }
                JsonNode json = JSON.readTree(line);
                rows.add(new RejectedRow(
                        run.source(),
                        json.path("file").asText(),
                        json.path("line").asLong(),
                        json.path("field").asText(),
                        json.path("reason").asText(),
                        json.path("row").asText()));
            }
        } catch (IOException e) {
            throw new CommandException.Failed(
                    "The rejects file " + file + " of the replay at " + run.at() + " cannot be read: " + e
                            + ". Send the files again to get the rejected rows again: " + String.join(", ", run.files())
                            + ".",
                    e);
        }
        return rows;
    }

    private static String key(String source, String file) {
        return source + "\n" + file;
    }

    private static String baseName(String file) {
        return Path.of(file).getFileName().toString();
    }
}
