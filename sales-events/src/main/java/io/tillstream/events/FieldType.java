package io.tillstream.events;

/** The type of a field of a sale, as Bronze stores it and the JSON codec reads it. */
public enum FieldType {
    /** A JSON string. */
    TEXT,
    /** A JSON number without fraction, 32 bits. */
    INT,
    /** A JSON number; DECIMAL(18,6), held as its unscaled value (millionths). */
    DECIMAL,
    /** A JSON string, ISO 8601 with an offset or Z; held as microseconds since 1970-01-01T00:00:00Z. */
    TIMESTAMP,
    /** A JSON string {@code yyyy-mm-dd}; held as days since 1970-01-01. */
    DATE
}
