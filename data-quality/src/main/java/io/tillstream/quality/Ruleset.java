package io.tillstream.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Rules in DQDL, the language of AWS Glue Data Quality.
 *
 * @param name for people, for example {@code silver.decisions}
 * @param dqdl the text, starting with {@code Rules = [}; lines that start with {@code #} are not part of it
 */
public record Ruleset(String name, String dqdl) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,63}");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*#.*\\R?");

    /** Takes comment lines out: Deequ's DQDL grammar has none. */
    public Ruleset {
        dqdl = COMMENT_LINE.matcher(dqdl).replaceAll("");
    }

    /**
     * Reads a bundled ruleset.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Ruleset bundled(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a ruleset name: " + name);
        }
        try (InputStream in = Ruleset.class.getResourceAsStream(name + ".dqdl")) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "the jar has no ruleset " + name + ".dqdl next to " + Ruleset.class.getName());
            }
            return new Ruleset(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
