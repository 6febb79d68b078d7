package io.tillstream.lake;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The state of the whole fact table after a load set.
 *
 * @param rows its rows
 * @param revenue the sum of revenue of every currency in it, in that currency
 */
public record FactTotals(long rows, SortedMap<String, BigDecimal> revenue) {
    private static final int SCALE = 6;
    private static final int PRECISION = 38;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a count or an amount cannot be, or a currency is not three capital letters; no
     *     other currency is safe to write into SQL
     */
    public FactTotals {
        if (rows < 0) {
            throw new IllegalArgumentException("fact.rows cannot be " + rows);
        }
        for (Map.Entry<String, BigDecimal> entry : revenue.entrySet()) {
            requireCurrency(entry.getKey());
            requireAmount(entry.getKey(), entry.getValue());
        }
        revenue = Collections.unmodifiableSortedMap(new TreeMap<>(revenue));
    }

    private static void requireCurrency(String currency) {
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("fact.revenue: a currency is three capital letters (ISO 4217), not \""
                    + currency.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
    }

    private static void requireAmount(String currency, BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.scale() > SCALE || plain.precision() - plain.scale() > PRECISION - SCALE) {
            throw new IllegalArgumentException(
                    "fact.revenue." + currency + " is not a sum of DECIMAL(18,6): " + amount);
        }
    }
}
