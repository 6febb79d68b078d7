package io.tillstream.producer.mapping;

import io.tillstream.producer.source.Cell;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Ids of events whose source has none: SHA-256 in hex over parts that each end with U+0000, so that no two lists of
 * parts read the same. The same file gives the same ids each time, on every machine.
 */
final class EventIds {
    private final Mapping mapping;
    private final MessageDigest digest;

    EventIds(Mapping mapping) {
        this.mapping = mapping;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the id of {@link Identity#ROW}: mapping, file name without directories, line, element. */
    String ofRow(SourceRow row) {
        add(mapping.name());
        add(row.fileName());
        add(Long.toString(row.line()));
        add(Integer.toString(row.element()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns the id of {@link Identity#CONTENT}: mapping, then name and trimmed value of every column that is neither
     * blank nor ignored, by name. The order of the columns does not matter, nor does a blank column that a later
     * export adds.
     */
    String ofContent(SourceRow row) {
        TreeMap<String, String> values = new TreeMap<>();
        for (String name : row.names()) {
            Cell cell = row.cell(name);
            String text = cell == null ? "" : SourceText.trim(cell.text());
            if (!text.isEmpty() && !mapping.extras().ignored().contains(name)) {
                values.put(name, text);
            }
        }
        add(mapping.name());
        values.forEach((name, text) -> {
            add(name);
            add(text);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
