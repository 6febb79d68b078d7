package io.tillstream.loader;

import java.util.regex.Pattern;

/** The keys of load sets in the lake (contract, section 2). */
final class LoadSetKeys {
    /** What every key of a load set starts with. */
    static final String ALL = "loads/";

    private static final Pattern OF_A_SET = Pattern.compile("loads/[0-9]{20}/.+");
    private static final Pattern BATCH_FILE = Pattern.compile("loads/[0-9]{20}/batch(\\.r[0-9]+)?\\.json");

    private LoadSetKeys() {}

    /** Returns the folder of a set, with its closing slash. */
    static String prefix(long number) {
        return "loads/%020d/".formatted(number);
    }

    /** Returns the key of a set's batch file; the first revision has none in its name. */
    static String batchFile(long number, int revision) {
        return prefix(number) + (revision == 1 ? "batch.json" : "batch.r" + revision + ".json");
    }

    /** Returns a text that sorts behind every key of a set and before every key of the next. */
    static String after(long number) {
        // '0' is the character behind '/'.
        return "loads/%020d0".formatted(number);
    }

    /** Tells whether a key belongs to a load set. */
    static boolean isOfASet(String key) {
        return OF_A_SET.matcher(key).matches();
    }

    /** Tells whether a key is that of a batch file. */
    static boolean isBatchFile(String key) {
        return BATCH_FILE.matcher(key).matches();
    }
}
