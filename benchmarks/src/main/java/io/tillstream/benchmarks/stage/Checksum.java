package io.tillstream.benchmarks.stage;

import java.math.BigDecimal;

/**
 * What proves that two contenders have read the same: counts, an exact sum of money, and a sum of hashed Kafka
 * coordinates, which does not depend on the order of the rows. Mutable; not thread-safe.
 */
public final class Checksum {
    private static final int SCALE = 6;

    private long rows;
    private long sales;
    private long revenueMicros;
    private long coordinates;

    /** Adds a row that is a sale; the amount in millionths. */
    public void sale(int partition, long offset, int recordIndex, long lineTotalMicros) {
        sales++;
        revenueMicros = Math.addExact(revenueMicros, lineTotalMicros);
        row(partition, offset, recordIndex);
    }

    /** Adds a row that is not a sale, or of which only the coordinates are known. */
    public void row(int partition, long offset, int recordIndex) {
        rows++;
        coordinates += mix(mix(partition) ^ offset) ^ mix(recordIndex);
    }

    /** Returns how many rows were added. */
    public long rows() {
        return rows;
    }

    /** Returns how many of them are sales. */
    public long sales() {
        return sales;
    }

    /** Returns the sum of the sales' {@code line_total}. */
    public BigDecimal revenue() {
        return BigDecimal.valueOf(revenueMicros, SCALE);
    }

    /** Returns the sum of the hashed coordinates, in hexadecimal digits. */
    public String coordinates() {
        return String.format("%016x", coordinates);
    }

    /** SplitMix64's finalizer: every input bit reaches every output bit. */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
