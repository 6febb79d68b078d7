package io.tillstream.warehouse.oracle;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Known, lapsed and lasting customers; products that are new, and the best of each group. */
final class LoyaltyAnswers {
    private static final List<String> BANDS = List.of("0 to 30", "31 to 90", "91 to 180", "181 to 365", "above 365");

    private final Facts facts;

    LoyaltyAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        answers.put("known_customer_share", this::known);
        answers.put("lapsed_customers", this::lapsed);
        answers.put("customer_lifetime_value", this::lifetime);
        answers.put("new_products", this::newProducts);
        answers.put("top_products_by_category", asked -> best(asked, false));
        answers.put("top_products_by_store", asked -> best(asked, true));
    }

    private List<String> known(Asked asked) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), sale -> List.<Object>of(sale.month().toString(), sale.currency()))
                .forEach((key, group) -> {
                    List<Sale> ofKnown = Facts.where(group, sale -> sale.customerId() != null);
                    rows.add(
                            key,
                            Facts.revenue(group),
                            Facts.revenue(ofKnown),
                            Facts.percent(Facts.revenue(ofKnown), Facts.revenue(group)),
                            Facts.orders(group),
                            Facts.percent(Facts.orders(ofKnown), Facts.orders(group)),
                            GroupAnswers.customers(Facts.where(group, Sale::sold)));
                });
        return rows.sort(1, 2).text();
    }

    /** The lines of each customer and currency that have a sale, none dated ahead. */
    private Map<List<String>, List<Sale>> customers(Asked asked) {
        Map<List<String>, List<Sale>> customers = Facts.group(
                Facts.where(facts.till(asked), sale -> sale.customerId() != null),
                sale -> List.of(sale.source(), sale.customerId(), sale.currency()));
        customers.values().removeIf(lines -> lines.stream().noneMatch(Sale::sold));
        return customers;
    }

    private static List<LocalDate> bought(List<Sale> lines) {
        return Facts.where(lines, Sale::sold).stream().map(Sale::day).toList();
    }

    private List<String> lapsed(Asked asked) {
        List<Sale> till = facts.till(asked);
        Map<List<Object>, List<List<Sale>>> bands = new HashMap<>();
        Map<String, List<List<Sale>>> currencies = new HashMap<>();
        customers(asked).forEach((key, lines) -> {
            LocalDate newest = Collections.max(till.stream().map(Sale::day).toList());
            long days = ChronoUnit.DAYS.between(Collections.max(bought(lines)), newest);
            int band = days <= 30 ? 0 : days <= 90 ? 1 : days <= 180 ? 2 : days <= 365 ? 3 : 4;
            bands.computeIfAbsent(List.of(band, key.get(2)), k -> new ArrayList<>())
                    .add(lines);
            currencies.computeIfAbsent(key.get(2), k -> new ArrayList<>()).add(lines);
        });
        Rows rows = new Rows();
        bands.forEach((key, group) -> {
            List<List<Sale>> all = currencies.get((String) key.get(1));
            rows.add(
                    key.get(0),
                    BANDS.get((Integer) key.get(0)),
                    key.get(1),
                    revenue(group),
                    Facts.percent(revenue(group), revenue(all)),
                    group.size(),
                    Facts.percent(group.size(), all.size()));
        });
        rows.sort(1, 3);
        rows.all().forEach(row -> row.remove(0));
        return rows.text();
    }

    private static BigDecimal revenue(List<List<Sale>> customers) {
        return customers.stream().map(Facts::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<String> lifetime(Asked asked) {
        Map<List<Object>, List<List<Sale>>> cohorts = new HashMap<>();
        customers(asked)
                .forEach((key, lines) -> cohorts.computeIfAbsent(
                                List.of(
                                        Collections.min(bought(lines))
                                                .toString()
                                                .substring(0, 7),
                                        key.get(2)),
                                k -> new ArrayList<>())
                        .add(lines));
        Rows rows = new Rows();
        cohorts.forEach((key, group) -> {
            long orders = group.stream().mapToLong(Facts::orders).sum();
            rows.add(
                    key,
                    revenue(group),
                    orders,
                    group.size(),
                    Facts.ratio(revenue(group), group.size()),
                    Facts.ratio(orders, group.size()));
        });
        return rows.sort(1, 2).text();
    }

    private List<String> newProducts(Asked asked) {
        Rows rows = new Rows();
        Facts.group(
                        Facts.where(facts.till(asked), sale -> sale.productId() != null),
                        sale -> List.of(sale.source(), sale.productId(), sale.currency()))
                .forEach((key, lines) -> {
                    if (lines.stream().anyMatch(Sale::sold)) {
                        rows.add(
                                key.subList(0, 2),
                                facts.productName(key.subList(0, 2)),
                                key.get(2),
                                Collections.min(bought(lines)).toString(),
                                Facts.revenue(lines),
                                Facts.units(lines),
                                lines.size());
                    }
                });
        return rows.sort(4, -5, 2, 1).top(asked.top(), 4).text();
    }

    private List<String> best(Asked asked, boolean store) {
        Rows products = new Rows();
        Facts.group(
                        Facts.where(facts.asked(asked), sale -> sale.productId() != null),
                        sale -> List.of(
                                store ? sale.storeId() : Sale.known(sale.category()),
                                sale.currency(),
                                sale.source(),
                                sale.productId()))
                .forEach((key, lines) -> products.add(
                        key.subList(0, 2),
                        key.subList(2, 4),
                        facts.productName(key.subList(2, 4)),
                        Facts.revenue(lines),
                        Facts.units(lines),
                        lines.size()));
        products.sort(1, 2, -6, 4, 3);
        Map<List<Object>, Integer> places = new HashMap<>();
        for (List<Object> row : products.all()) {
            List<Object> group = new ArrayList<>(row.subList(0, 2));
            if (store) {
                group.add(row.get(2));
            }
            row.add(2, places.merge(group, 1, Integer::sum));
        }
        products.all().removeIf(row -> (Integer) row.get(2) > asked.top());
        return products.sort(1, 2, 3, 4).text();
    }
}
