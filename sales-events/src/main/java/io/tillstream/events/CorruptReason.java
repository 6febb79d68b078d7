package io.tillstream.events;

/** Why a value, or an element of an array, is not a sale. Such a row keeps its exact bytes (invariant 2). */
public enum CorruptReason {
    /** Null, or no bytes. */
    EMPTY_VALUE,
    /** An array without elements. */
    EMPTY_ARRAY,
    /** Not one well-formed JSON text in UTF-8. */
    NOT_JSON,
    /** JSON, but neither an object nor an array of objects. */
    NOT_OBJECT,
    /** A field of the contract has another JSON type than the contract's. */
    WRONG_TYPE,
    /** A field appears twice: nobody can know which one counts. */
    DUPLICATE_FIELD,
    /** An instant that does not exist or has no offset from UTC. */
    BAD_TIMESTAMP,
    /** A date that does not exist. */
    BAD_DATE,
    /** A number that its type cannot hold exactly: DECIMAL(18,6) or 32 bits. */
    OUT_OF_RANGE,
    /** Text that no UTF-8 can express: half of a surrogate pair. */
    BAD_TEXT;

    private final String code = name().toLowerCase(java.util.Locale.ROOT);

    /** Returns the code as stored in Bronze and in quarantine, for example {@code wrong_type}. */
    public String code() {
        return code;
    }
}
