package io.tillstream.producer.mapping;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the signs and codes next to a row's amounts with its currency, so that 12 $ never become 12 EUR. Where the
 * mapping states no currency, a sign that can mean one only does. Not thread-safe.
 */
final class RowCurrency {
    private final boolean stated;
    private final Map<String, SaleField> signs = new HashMap<>();
    private String usual = "";

    /** Prepares; {@code stated} tells whether the mapping has a rule for the currency. */
    RowCurrency(boolean stated) {
        this.stated = stated;
    }

    void clear() {
        signs.clear();
    }

    void add(SaleField field, Set<String> written) {
        written.forEach(sign -> signs.put(sign, field));
    }

    /**
     * Sets the row's currency where the amounts alone state it.
     *
     * @throws RejectedRowException if the amounts contradict each other or the currency
     */
    void settle(Sale sale) throws RejectedRowException {
        if (signs.isEmpty()) {
            return;
        }
        Set<String> possible = possible(signs.keySet());
        String sign = signs.keySet().iterator().next();
        String field = signs.get(sign).fieldName();
        if (possible.isEmpty()) {
            throw new RejectedRowException(
                    field, "the amounts of the row are in several currencies: " + signs.keySet());
        }
        if (sale.has(SaleField.CURRENCY)) {
            String currency = sale.text(SaleField.CURRENCY);
            if (!possible.contains(currency)) {
                throw new RejectedRowException(
                        field,
                        "is in '" + sign + "', and the currency is " + currency
                                + "; currency: {from_amount: COLUMN} in the mapping reads it from the amount");
            }
        } else if (possible.size() == 1) {
            sale.set(SaleField.CURRENCY, possible.iterator().next());
        } else if (stated || !usual.isEmpty() && !usual.equals(sign)) {
            throw new RejectedRowException(field, ambiguous(sign, possible));
        } else {
            usual = sign;
        }
    }

    /** Returns the currencies that all signs can mean. */
    static Set<String> possible(Set<String> signs) {
        Set<String> possible = null;
        for (String sign : signs) {
            Set<String> currencies = CurrencySigns.currencies(sign);
            if (possible == null) {
                possible = new TreeSet<>(currencies);
            } else {
                possible.retainAll(currencies);
            }
        }
        return possible == null ? Set.of() : possible;
    }

    static String ambiguous(String sign, Set<String> possible) {
        return "'" + sign + "' can mean " + String.join(", ", possible) + "; the mapping can say which: currency:"
                + " {constant: CODE}, or values: {\"" + sign + "\": CODE} beside from_amount";
    }
}
