package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The 64-bit key of a dimension's row: xxHash64 (seed 42) over its natural key. Deterministic, so a rebuilt dimension has
 * the same keys and a fact can be keyed without asking a sequence.
 *
 * <p>Two natural keys may share a hash: with n rows the chance is about n²/2⁶⁵, which is 3 in a million for ten million
 * rows. It is not ignored: {@link DimensionAudit} counts keys on the branch before it is published and fails the job.
 */
final class SurrogateKey {
    /** The key of the unknown member, which the warehouse's migrations insert. No row that a job writes has it. */
    static final long UNKNOWN = 0;

    private SurrogateKey() {}

    /**
     * Returns the key over the columns. Whether a column is null is hashed too: Spark's hash skips nulls, so that
     * (a, null) and (null, a) would be equal.
     */
    static Column of(Column... naturalKey) {
        Column[] parts = Stream.of(naturalKey)
                .flatMap(column -> Stream.of(column.isNull(), column))
                .toArray(Column[]::new);
        Column hash = xxhash64(parts);
        return when(hash.equalTo(lit(UNKNOWN)), lit(1L)).otherwise(hash);
    }

    /** Returns the columns of those names. */
    static Column[] columns(String... names) {
        return Stream.of(names).map(functions::col).toArray(Column[]::new);
    }
}
