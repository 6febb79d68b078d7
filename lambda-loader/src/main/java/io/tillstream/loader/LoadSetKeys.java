package io.tillstream.loader;

import java.util.regex.Pattern;

/** The keys of load sets in the lake (contract, section 2). */
final class LoadSetKeys {
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

    /** Tells whether a key is that of a batch file. */
    static boolean isBatchFile(String key) {
        return BATCH_FILE.matcher(key).matches();
    }
}
