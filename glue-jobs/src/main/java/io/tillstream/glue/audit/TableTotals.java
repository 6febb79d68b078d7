package io.tillstream.glue.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rows of a table add up to. Two tables with the same sales have the same totals, whatever the order of the rows.
 *
 * @param rows how many
 * @param revenue their revenue by currency, in plain digits without trailing zeros
 * @param checksum the sum, over the rows, of the first 15 hex digits of the MD5 of their coordinates (docs/contracts.md,
 *     section 5)
 */
public record TableTotals(long rows, SortedMap<String, String> revenue, String checksum) {
    /** A table without rows. */
    public static final TableTotals NONE = new TableTotals(0, new TreeMap<>(), "0");

    /** Copies the map. */
    public TableTotals {
        revenue = Collections.unmodifiableSortedMap(new TreeMap<>(revenue));
    }

    /** Returns these totals with the rows of one more currency. */
    TableTotals with(String currency, long count, BigDecimal sum, BigDecimal coordinates) {
        SortedMap<String, String> all = new TreeMap<>(revenue);
        all.put(currency, sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString());
        return new TableTotals(
                rows + count,
                all,
                new BigInteger(checksum).add(coordinates.toBigIntegerExact()).toString());
    }

    /** Returns the totals as the result line has them. */
    public Map<String, Object> json() {
        return Map.of("rows", rows, "revenue", revenue, "checksum", checksum);
    }
}
