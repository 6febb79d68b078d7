package io.tillstream.warehouse.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of an answer: values that are text, whole numbers, decimals, truth values or null. */
final class Rows {
    private final List<List<Object>> rows = new ArrayList<>();

    /** Adds a row of these values; a list among them gives its elements. */
    void add(Object... values) {
        List<Object> row = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof List<?> several) {
                row.addAll(several);
            } else {
                row.add(value);
            }
        }
        rows.add(row);
    }

    /** Sorts by columns counted from 1; a negative number sorts downwards, and null is 0 there. */
    Rows sort(int... columns) {
        Comparator<List<Object>> order = Comparator.comparing(row -> 0);
        for (int column : columns) {
            int index = Math.abs(column) - 1;
            Comparator<List<Object>> next = (a, b) -> compare(a.get(index), b.get(index));
            order = order.thenComparing(column < 0 ? next.reversed() : next);
        }
        rows.sort(order);
        return this;
    }

    /** Keeps the first rows of each currency, which is in that column. */
    Rows top(int count, int currency) {
        var seen = new java.util.HashMap<Object, Integer>();
        rows.removeIf(row -> seen.merge(row.get(currency - 1), 1, Integer::sum) > count);
        return this;
    }

    /** The rows as text, of their first columns alone. */
    List<String> text(int columns) {
        return rows.stream()
                .map(row -> row.subList(0, columns).stream().map(Rows::text).collect(Collectors.joining("|")))
                .toList();
    }

    List<String> text() {
        return rows.isEmpty() ? List.of() : text(rows.get(0).size());
    }

    List<List<Object>> all() {
        return rows;
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    static int compare(Object a, Object b) {
        Object left = a == null ? BigDecimal.ZERO : a;
        Object right = b == null ? BigDecimal.ZERO : b;
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        return left.toString().compareTo(right.toString());
    }
}
