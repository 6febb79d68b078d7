package io.tillstream.warehouse.oracle;

import static io.tillstream.warehouse.oracle.Sale.known;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Lists and classes of products, and what is bought together. */
final class ProductAnswers {
    private final Facts facts;

    ProductAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        answers.put("top_products_by_revenue", asked -> top(asked, 5));
        answers.put("top_products_by_units", asked -> top(asked, 8));
        answers.put(
                "product_abc_classes",
                asked -> classes(asked).top(asked.top(), 4).sort(-5, 2, 1, 4).text(8));
        answers.put("product_abc_summary", this::summary);
        answers.put("products_not_sold_lately", this::notSoldLately);
        answers.put("price_range_by_product", this::priceRange);
        answers.put("basket_size", this::basketSize);
        answers.put("basket_pairs", this::basketPairs);
    }

    private List<String> top(Asked asked, int by) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), sale -> List.of(sale.source(), known(sale.productId()), sale.currency()))
                .forEach((key, group) -> rows.add(
                        key.subList(0, 2),
                        facts.productName(key.subList(0, 2)),
                        key.get(2),
                        GroupAnswers.figures(group)));
        return rows.sort(-by, 2, 1).top(asked.top(), 4).sort(-by, 2, 1, 4).text();
    }

    /** Products by revenue, best first; after the columns of the answer the total of their currency. */
    private Rows classes(Asked asked) {
        Map<String, BigDecimal> totals = new HashMap<>();
        Rows rows = new Rows();
        Facts.group(
                        Facts.where(facts.asked(asked), sale -> sale.productId() != null),
                        sale -> List.of(sale.source(), sale.productId(), sale.currency()))
                .forEach((key, group) -> {
                    totals.merge(key.get(2), Facts.revenue(group).max(BigDecimal.ZERO), BigDecimal::add);
                    rows.add(key.subList(0, 2), facts.productName(key.subList(0, 2)), key.get(2), Facts.revenue(group));
                });
        rows.sort(-5, 2, 1);
        Map<Object, BigDecimal> better = new HashMap<>();
        for (List<Object> row : rows.all()) {
            BigDecimal revenue = (BigDecimal) row.get(4);
            BigDecimal total = totals.get(row.get(3));
            BigDecimal before = better.getOrDefault(row.get(3), BigDecimal.ZERO);
            boolean counts = revenue.signum() > 0;
            row.add(counts ? Facts.percent(revenue, total) : null);
            row.add(counts ? Facts.percent(before.add(revenue), total) : null);
            row.add(
                    !counts
                            ? "None"
                            : before.compareTo(total.multiply(new BigDecimal("0.8"))) < 0
                                    ? "A"
                                    : before.compareTo(total.multiply(new BigDecimal("0.95"))) < 0 ? "B" : "C");
            row.add(total);
            better.put(row.get(3), before.add(revenue));
        }
        return rows;
    }

    private List<String> summary(Asked asked) {
        Map<List<Object>, List<List<Object>>> groups = new HashMap<>();
        Map<Object, Integer> products = new HashMap<>();
        for (List<Object> row : classes(asked).all()) {
            groups.computeIfAbsent(List.of(row.get(7), row.get(3)), key -> new ArrayList<>())
                    .add(row);
            products.merge(row.get(3), 1, Integer::sum);
        }
        Rows rows = new Rows();
        groups.forEach((key, group) -> {
            BigDecimal revenue =
                    group.stream().map(row -> (BigDecimal) row.get(4)).reduce(BigDecimal.ZERO, BigDecimal::add);
            rows.add(
                    key,
                    revenue,
                    key.get(0).equals("None")
                            ? null
                            : Facts.percent(revenue, group.get(0).get(8)),
                    group.size(),
                    Facts.percent(group.size(), products.get(key.get(1))));
        });
        return rows.sort(1, 2).text();
    }

    private List<String> notSoldLately(Asked asked) {
        List<Sale> sold = Facts.where(
                facts.asked(asked),
                sale -> sale.sold() && sale.productId() != null && !sale.day().isAfter(asked.day("today")));
        Map<String, List<Sale>> sources = Facts.group(sold, Sale::source);
        Rows rows = new Rows();
        Facts.group(sold, Sale::productKey).forEach((key, group) -> {
            LocalDate last = newest(group);
            rows.add(
                    key,
                    facts.productName(key),
                    last.toString(),
                    ChronoUnit.DAYS.between(last, newest(sources.get(key.get(0)))),
                    group.size());
        });
        rows.sort(-5, 1, 2);
        return rows.text().stream().limit(asked.top()).toList();
    }

    private static LocalDate newest(List<Sale> sales) {
        return Collections.max(sales.stream().map(Sale::day).toList());
    }

    private List<String> priceRange(Asked asked) {
        Rows rows = new Rows();
        Facts.group(
                        Facts.where(
                                facts.asked(asked),
                                sale -> sale.sold() && sale.productId() != null && sale.unitPrice() != null),
                        sale -> List.of(sale.source(), sale.productId(), sale.currency()))
                .forEach((key, group) -> {
                    List<BigDecimal> prices =
                            group.stream().map(Sale::unitPrice).toList();
                    BigDecimal spread = Collections.max(prices).subtract(Collections.min(prices));
                    BigDecimal value = Facts.sum(group, sale -> sale.unitPrice().multiply(sale.quantity()));
                    BigDecimal units = Facts.units(group);
                    BigDecimal percent = units.signum() > 0 ? Facts.percent(spread.multiply(units), value) : null;
                    rows.add(
                            key.subList(0, 2),
                            facts.productName(key.subList(0, 2)),
                            key.get(2),
                            Collections.min(prices),
                            Collections.max(prices),
                            Facts.ratio(value, units),
                            spread,
                            percent,
                            group.size(),
                            percent == null && spread.signum() > 0 ? 0 : 1);
                });
        return rows.sort(4, 11, -9, 2, 1).top(asked.top(), 4).text(10);
    }

    private List<String> basketSize(Asked asked) {
        Map<List<String>, List<Sale>> orders = Facts.group(
                Facts.where(facts.asked(asked), Sale::sold),
                sale -> List.of(sale.currency(), sale.source(), sale.order()));
        Map<List<Object>, List<BigDecimal>> sizes = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        orders.forEach((key, lines) -> {
            sizes.computeIfAbsent(List.of(lines.size(), key.get(0)), size -> new ArrayList<>())
                    .add(Facts.revenue(lines));
            counts.merge(key.get(0), 1, Integer::sum);
        });
        Rows rows = new Rows();
        sizes.forEach((key, revenues) -> {
            BigDecimal revenue = revenues.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            rows.add(
                    key,
                    revenue,
                    revenues.size(),
                    Facts.percent(revenues.size(), counts.get((String) key.get(1))),
                    Facts.ratio(revenue, revenues.size()));
        });
        return rows.sort(1, 2).text();
    }

    private List<String> basketPairs(Asked asked) {
        Map<List<String>, TreeSet<String>> baskets = new HashMap<>();
        Map<List<String>, Integer> products = new HashMap<>();
        Map<String, Integer> orders = new HashMap<>();
        Facts.group(Facts.where(facts.asked(asked), sale -> sale.sold() && sale.productId() != null), Sale::orderKey)
                .forEach((order, lines) -> {
                    TreeSet<String> ids =
                            new TreeSet<>(lines.stream().map(Sale::productId).toList());
                    orders.merge(order.get(0), 1, Integer::sum);
                    ids.forEach(id -> products.merge(List.of(order.get(0), id), 1, Integer::sum));
                    baskets.put(order, ids);
                });
        Map<List<String>, Integer> pairs = new HashMap<>();
        baskets.forEach((order, ids) -> {
            if (ids.size() <= 50) {
                ids.forEach(a ->
                        ids.tailSet(a, false).forEach(b -> pairs.merge(List.of(order.get(0), a, b), 1, Integer::sum)));
            }
        });
        Rows rows = new Rows();
        pairs.forEach((pair, together) -> {
            List<String> first = pair.subList(0, 2);
            List<String> second = List.of(pair.get(0), pair.get(2));
            int all = orders.get(pair.get(0));
            if (together >= Integer.parseInt(asked.values().get("min_orders"))) {
                rows.add(
                        first,
                        facts.productName(first),
                        pair.get(2),
                        facts.productName(second),
                        together,
                        products.get(first),
                        products.get(second),
                        Facts.percent(together, all),
                        Facts.percent(together, products.get(first)),
                        Facts.ratio((long) together * all, (long) products.get(first) * products.get(second)));
            }
        });
        return rows.sort(-6, 1, 2, 4).text().stream().limit(asked.top()).toList();
    }
}
