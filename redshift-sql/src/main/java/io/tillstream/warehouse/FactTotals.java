package io.tillstream.warehouse;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of the whole fact table.
 *
 * @param rows its rows
 * @param revenue the sum of revenue of every currency in it, in that currency
 */
public record FactTotals(long rows, SortedMap<String, BigDecimal> revenue) {
    private static final int SCALE = 6;
    private static final int PRECISION = 38;

    /**
     * Checks the parts.
     *
     * @throws InvalidNameException if a currency is not of the form allowed in SQL
     * @throws IllegalArgumentException if a count or an amount cannot be
     */
    public FactTotals {
        if (rows < 0) {
            throw new IllegalArgumentException("fact.rows cannot be " + rows);
        }
        for (Map.Entry<String, BigDecimal> entry : revenue.entrySet()) {
            SqlNames.requireCurrency(entry.getKey());
            requireAmount(entry.getKey(), entry.getValue());
        }
        revenue = Collections.unmodifiableSortedMap(new TreeMap<>(revenue));
    }

    private static void requireAmount(String currency, BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.scale() > SCALE || plain.precision() - plain.scale() > PRECISION - SCALE) {
            throw new IllegalArgumentException("fact.revenue." + currency + " is no sum of DECIMAL(18,6): " + amount);
        }
    }
}
