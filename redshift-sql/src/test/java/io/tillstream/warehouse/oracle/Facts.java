package io.tillstream.warehouse.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The lines of all sales, and the sums and quotients that answers are made of. */
final class Facts {
    private final List<Sale> all = new ArrayList<>();
    private final Map<List<String>, String> productNames = new HashMap<>();
    private final Map<List<String>, String> customerNames = new HashMap<>();
    private final Set<List<String>> versions = new HashSet<>();

    /** @param lines attributes by name, in the order in which they were recorded */
    Facts(Collection<Map<String, String>> lines) {
        for (Map<String, String> line : lines) {
            Sale sale = Sale.of(all.size(), line);
            all.add(sale);
            if (sale.productId() != null
                    && versions.add(java.util.Arrays.asList(
                            "p",
                            sale.source(),
                            sale.productId(),
                            sale.productName(),
                            sale.category(),
                            sale.subCategory()))) {
                productNames.put(sale.productKey(), sale.productName());
            }
            if (sale.customerId() != null
                    && versions.add(java.util.Arrays.asList(
                            "c", sale.source(), sale.customerId(), sale.customerName(), sale.segment()))) {
                customerNames.put(sale.customerKey(), sale.customerName());
            }
        }
    }

    /** A question to these facts: the values of its parameters. */
    record Asked(Map<String, String> values) {
        boolean source(Sale sale) {
            return values.get("source").equals("*") || values.get("source").equals(sale.source());
        }

        LocalDate day(String name) {
            return LocalDate.parse(values.get(name));
        }

        int top() {
            return Integer.parseInt(values.get("top"));
        }

        boolean span(LocalDate from, LocalDate to) {
            return !to.isBefore(day("since")) && !from.isAfter(day("until"));
        }
    }

    /** The lines of the till system between the days asked for. */
    List<Sale> asked(Asked asked) {
        return select(sale -> asked.source(sale) && asked.span(sale.day(), sale.day()));
    }

    /** The lines of the till system that are not dated ahead. */
    List<Sale> till(Asked asked) {
        return select(sale -> asked.source(sale) && !sale.day().isAfter(asked.day("today")));
    }

    List<Sale> ofSource(Asked asked) {
        return select(asked::source);
    }

    private List<Sale> select(Predicate<Sale> condition) {
        return all.stream().filter(condition).toList();
    }

    String productName(List<?> key) {
        return Sale.known(productNames.get(key));
    }

    String customerName(List<?> key) {
        return Sale.known(customerNames.get(key));
    }

    static <K> Map<K, List<Sale>> group(Collection<Sale> sales, Function<Sale, K> key) {
        Map<K, List<Sale>> groups = new LinkedHashMap<>();
        sales.forEach(sale ->
                groups.computeIfAbsent(key.apply(sale), k -> new ArrayList<>()).add(sale));
        return groups;
    }

    static List<Sale> where(Collection<Sale> sales, Predicate<Sale> condition) {
        return sales.stream().filter(condition).toList();
    }

    static BigDecimal revenue(Collection<Sale> sales) {
        return sum(sales, Sale::revenue);
    }

    static BigDecimal units(Collection<Sale> sales) {
        return sum(sales, Sale::quantity);
    }

    /** The sum of what is known, 0 where nothing is. */
    static BigDecimal sum(Collection<Sale> sales, Function<Sale, BigDecimal> value) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Sale sale : sales) {
            BigDecimal term = value.apply(sale);
            sum = term == null ? sum : sum.add(term);
        }
        return sum;
    }

    /** The sum of what is known, null where nothing is. */
    static BigDecimal sumOrNull(Collection<Sale> sales, Function<Sale, BigDecimal> value) {
        return sales.stream().anyMatch(sale -> value.apply(sale) != null) ? sum(sales, value) : null;
    }

    static long orders(Collection<Sale> sales) {
        return sales.stream().filter(Sale::sold).map(Sale::orderKey).distinct().count();
    }

    static long returnOrders(Collection<Sale> sales) {
        return sales.stream()
                .filter(Sale::returned)
                .map(Sale::orderKey)
                .distinct()
                .count();
    }

    static BigDecimal percent(Object part, Object whole) {
        return part == null || whole == null
                ? null
                : divided(number(part).multiply(BigDecimal.valueOf(100)), number(whole));
    }

    static BigDecimal ratio(Object part, Object whole) {
        return part == null || whole == null ? null : divided(number(part), number(whole));
    }

    static BigDecimal growth(BigDecimal now, BigDecimal before) {
        return now == null || before == null ? null : percent(now.subtract(before), before);
    }

    private static BigDecimal divided(BigDecimal a, BigDecimal b) {
        return b.signum() <= 0 ? null : a.divide(b, 2, RoundingMode.HALF_UP);
    }

    static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }
}
