package io.tillstream.operations.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What makes two tables of sales the same set of rows: their number, the money in them, and a checksum of the rows' Kafka
 * coordinates that does not depend on order.
 *
 * @param rows number of rows
 * @param revenue exact sum per currency; trailing zeros are dropped, so that equal amounts are equal values
 * @param checksum sum of the coordinates' hashes
 */
public record TableTotals(long rows, SortedMap<String, BigDecimal> revenue, BigInteger checksum) {
    /** Totals of a table without rows. */
    public static final TableTotals EMPTY = new TableTotals(0, new TreeMap<>(), BigInteger.ZERO);

    /** Copies and normalises what it is given. */
    public TableTotals {
        revenue = normalised(revenue);
    }

    /** Creates totals from amounts in any order. */
    public static TableTotals of(long rows, Map<String, BigDecimal> revenue, BigInteger checksum) {
        return new TableTotals(rows, new TreeMap<>(revenue), checksum);
    }

    /** The revenue as text, such as {@code 12.5 EUR, 7 USD}. */
    public String revenueText() {
        return revenue.isEmpty()
                ? "0"
                : revenue.entrySet().stream()
                        .map(entry -> entry.getValue().toPlainString() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static SortedMap<String, BigDecimal> normalised(Map<String, BigDecimal> revenue) {
        TreeMap<String, BigDecimal> copy = new TreeMap<>();
        revenue.forEach((currency, amount) ->
                copy.put(currency, amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros()));
        return java.util.Collections.unmodifiableSortedMap(copy);
    }
}
