package io.tillstream.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Reads {@code tables/<name>.txt}: one line {@code name type} for each column, in the order of table and files. */
final class TableColumns {
    private TableColumns() {}

    /**
     * Returns a table's columns.
     *
     * @throws IllegalStateException if the jar lacks the file: a fault of the build
     */
    static List<Column> of(String tableName) {
        String path = "tables/" + tableName + ".txt";
        try (InputStream in = TableColumns.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(
                        "resource " + path + " is missing next to " + TableColumns.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .map(parts -> new Column(parts[0], parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + path, e);
        }
    }

    /** Returns the SHA-256, hex, of the lines {@code name type} joined by newline. */
    static String fingerprint(List<Column> columns) {
        String lines = columns.stream().map(Column::toString).collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
