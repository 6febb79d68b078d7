package io.tillstream.glue.silver.validate;

import java.util.Locale;

/** Why Silver quarantines a row that parsed. A row that did not parse has a code of {@code CorruptReason}. */
public enum Reason {
    /** A required field has no value. */
    MISSING_FIELD,
    /** A text holds U+0000, which the warehouse cannot store. */
    BAD_TEXT,
    /** A text has more UTF-8 bytes than its warehouse column. */
    TOO_LONG,
    /** A value contradicts the contract or another field. */
    BAD_VALUE,
    /** A date outside the date dimension, or an amount that DECIMAL(18,6) cannot hold. */
    OUT_OF_RANGE,
    /** Another sale has the same id (invariant 4). */
    EVENT_ID_CONFLICT;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Returns the code as stored, for example {@code too_long}. */
    public String code() {
        return code;
    }
}
