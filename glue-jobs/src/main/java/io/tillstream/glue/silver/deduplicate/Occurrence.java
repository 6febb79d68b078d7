package io.tillstream.glue.silver.deduplicate;

import static org.apache.spark.sql.functions.col;

import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.input.Coordinates;
import io.tillstream.glue.silver.validate.SilverColumns;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * One row that carries an id which occurs more than once.
 *
 * @param source the till system
 * @param eventId the id within it
 * @param day order date, days since 1970-01-01
 * @param contentHash hash of the content as sent
 * @param isEarlier whether an earlier batch accepted it
 * @param withdrawn whether it was withdrawn since
 * @param at its coordinates
 */
record Occurrence(
        String source,
        String eventId,
        int day,
        String contentHash,
        boolean isEarlier,
        boolean withdrawn,
        Coordinates at) {
    static final String ID_HASH = "id_hash";
    static final String SOURCE = "source";
    static final String EVENT_ID = "event_id";
    static final String DAY = "day";
    static final String BATCH = "batch";
    static final String WITHDRAWN = "withdrawn";

    /** The batch that is being decided: it comes after every other. */
    static final long THIS_BATCH = Long.MAX_VALUE;

    /** Returns the order in which the first wins: batch, then topic id, partition, offset, index (invariant 4). */
    static Column[] order() {
        return Stream.concat(Stream.of(BATCH), BronzeRows.COORDINATES.stream())
                .map(name -> col(name))
                .toArray(Column[]::new);
    }

    static Occurrence of(Row row) {
        return new Occurrence(
                row.getAs(SOURCE),
                row.getAs(EVENT_ID),
                row.<Integer>getAs(DAY),
                row.getAs(SilverColumns.CONTENT_HASH),
                row.<Long>getAs(BATCH) != THIS_BATCH,
                row.<Boolean>getAs(WITHDRAWN),
                Coordinates.of(row));
    }
}
