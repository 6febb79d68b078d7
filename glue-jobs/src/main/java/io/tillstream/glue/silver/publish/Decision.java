package io.tillstream.glue.silver.publish;

import java.util.Locale;

/** What Silver decides on a row of Bronze (invariant 4). */
public enum Decision {
    /** It is a sale that counts. */
    ACCEPTED,
    /** It cannot be a sale as it is; the reason is beside it. */
    QUARANTINED,
    /** It repeats a sale that was accepted before. */
    DUPLICATE,
    /** It counted once, and was taken back. */
    WITHDRAWN;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Returns the value of the column {@code decision}, for example {@code accepted}. */
    public String code() {
        return code;
    }
}
