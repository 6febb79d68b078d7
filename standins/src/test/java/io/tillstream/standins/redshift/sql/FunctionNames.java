package io.tillstream.standins.redshift.sql;

import java.util.Set;

/** The functions that the translation lets pass. */
public final class FunctionNames {
    private FunctionNames() {}

    public static Set<String> passing() {
        return Functions.passing();
    }
}
