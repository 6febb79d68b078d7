package io.tillstream.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One versioned step of the schema. Applied migrations never change: what is wrong in one is put right by a later one.
 *
 * @param version its number, 1, 2, 3 …
 * @param name the file's name without {@code .sql}, for example {@code V001__dimensions}
 * @param checksum SHA-256 of the file's bytes, hex
 * @param statements the statements in order
 */
public record Migration(int version, String name, String checksum, List<String> statements) {
    private static final Pattern FILE = Pattern.compile("(V([0-9]{3})__[a-z0-9_]+)\\.sql");

    /**
     * Reads one migration.
     *
     * @param file for example {@code V001__dimensions.sql}
     * @throws IllegalArgumentException if the file's name or text is not a migration's
     */
    static Migration parse(String file, String script) {
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a migration's file name: " + file);
        }
        return new Migration(
                Integer.parseInt(matcher.group(2)),
                matcher.group(1),
                Sha256.hex(script),
                SqlScript.statements(file, script));
    }

    /**
     * Returns the batch that applies this migration together with its row in {@code ops.migrations}, to be run as one
     * transaction. The row comes before the changes: where another run has applied this version meanwhile, or the one before
     * is missing, its version becomes null, and the batch fails before it changes anything.
     */
    public List<String> batch() {
        List<String> batch = new ArrayList<>();
        batch.add("LOCK TABLE ops.migrations");
        batch.add(("INSERT INTO ops.migrations (version, name, checksum)\n"
                        + "SELECT CASE WHEN COALESCE(MAX(version), 0) = %d THEN %d END, '%s', '%s'\nFROM ops.migrations")
                .formatted(version - 1, version, name, checksum));
        batch.addAll(statements);
        return List.copyOf(batch);
    }
}
