package io.tillstream.writer.staging;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.Sale;

/** One row on its way into a file: coordinates and either a sale or what did not parse. Used again for every row. */
final class BronzeRow {
    long offset;
    int recordIndex;
    long timestampMicros;

    /** The sale, or null for what is not one. */
    Sale sale;

    byte[] payload;
    CorruptReason reason;
    String detail;
}
