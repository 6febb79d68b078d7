package io.tillstream.lake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of load sets in the lake (invariant 6; docs/reference/contracts.md, section 2). */
public final class LoadSetKeys {
    /** What every key of a load set starts with. */
    public static final String ALL = "loads/";

    private static final Pattern OF_A_SET = Pattern.compile(ALL + "([0-9]{20})/.+");
    private static final Pattern BATCH_FILE = Pattern.compile(ALL + "([0-9]{20})/batch(?:\\.r([1-9][0-9]*))?\\.json");

    private LoadSetKeys() {}

    /**
     * A batch file's key, read.
     *
     * @param number the set's number
     * @param revision 1 for the set as first published
     */
    public record BatchFileKey(long number, int revision) {}

    /** Returns the folder of a set, with its closing slash. */
    public static String prefix(long number) {
        return ALL + digits(number) + "/";
    }

    /** Returns the folder of one attempt at a set, with its closing slash. */
    public static String prefix(long number, String attempt) {
        return prefix(number) + attempt + "/";
    }

    /** Returns the key of the COPY manifest of a table's files. */
    public static String manifest(long number, String attempt, String tableName) {
        return manifest(prefix(number, attempt), tableName);
    }

    /**
     * Returns the key of the COPY manifest of a table's files.
     *
     * @param prefix of the attempt, as {@link #prefix(long, String)} returns it
     */
    public static String manifest(String prefix, String tableName) {
        return prefix + tableName + ".manifest";
    }

    /** Returns the key of a set's batch file as first published. */
    public static String batchFile(long number) {
        return batchFile(number, 1);
    }

    /**
     * Returns the key of a revision's batch file.
     *
     * @param revision 1 for the set as first published; that has none in its name
     */
    public static String batchFile(long number, int revision) {
        return prefix(number) + (revision == 1 ? "batch.json" : "batch.r" + revision + ".json");
    }

    /** Returns a text that sorts after every key of a set and before every key of the next. */
    public static String after(long number) {
        // '0' is the character after '/'.
        return ALL + digits(number) + "0";
    }

    /** Returns whether a key belongs to a load set. */
    public static boolean isOfASet(String key) {
        return OF_A_SET.matcher(key).matches();
    }

    /** Returns whether a key is that of a batch file, of any revision. */
    public static boolean isBatchFile(String key) {
        return BATCH_FILE.matcher(key).matches();
    }

    /** Reads the key of a batch file, or returns nothing if it is not one. */
    public static Optional<BatchFileKey> parseBatchFile(String key) {
        Matcher parts = BATCH_FILE.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            int revision = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
            return Optional.of(new BatchFileKey(Long.parseLong(parts.group(1)), revision));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String digits(long number) {
        return String.format(Locale.ROOT, "%020d", number);
    }
}
