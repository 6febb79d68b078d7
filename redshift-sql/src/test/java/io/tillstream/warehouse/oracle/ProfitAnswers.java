package io.tillstream.warehouse.oracle;

import static io.tillstream.warehouse.oracle.Sale.known;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Profit and margin, discounts, and the days until dispatch. */
final class ProfitAnswers {
    private final Facts facts;

    ProfitAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        byProfit(answers, "profit_by_category", sale -> known(sale.category()));
        byProfit(answers, "profit_by_sub_category", sale -> known(sale.category()), sale -> known(sale.subCategory()));
        byProfit(answers, "profit_by_store", Sale::source, Sale::storeId);
        byProfit(answers, "profit_by_region", sale -> sale.place("region"));
        answers.put(
                "profit_by_month",
                asked -> profit(facts.asked(asked), sale -> sale.month().toString())
                        .sort(1, 2)
                        .text());
        answers.put(
                "profit_by_product",
                asked -> products(asked).sort(4, -5, 1, 2).top(asked.top(), 4).text());
        answers.put("loss_making_products", asked -> {
            Rows rows = products(asked);
            rows.all().removeIf(row -> row.get(4) == null || ((BigDecimal) row.get(4)).signum() >= 0);
            return rows.sort(4, 5, 1, 2).top(asked.top(), 4).text();
        });
        answers.put("profit_by_customer", asked -> {
            Rows rows = profit(
                    Facts.where(facts.asked(asked), sale -> sale.customerId() != null), Sale::source, Sale::customerId);
            rows.all().forEach(row -> row.add(2, facts.customerName(row.subList(0, 2))));
            return rows.sort(4, -5, 1, 2).top(asked.top(), 4).text();
        });
        answers.put("average_discount_by_category", this::discounts);
        answers.put("discount_effect", this::effect);
        answers.put("shipping_time", this::shipping);
    }

    @SafeVarargs
    private final void byProfit(
            Map<String, Function<Asked, List<String>>> answers, String name, Function<Sale, Object>... keys) {
        int[] columns = IntStream.concat(IntStream.of(-(keys.length + 2)), IntStream.rangeClosed(1, keys.length + 1))
                .toArray();
        answers.put(
                name, asked -> profit(facts.asked(asked), keys).sort(columns).text());
    }

    private Rows products(Asked asked) {
        Rows rows = profit(
                Facts.where(facts.asked(asked), sale -> sale.productId() != null), Sale::source, Sale::productId);
        rows.all().forEach(row -> row.add(2, facts.productName(row.subList(0, 2))));
        return rows;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Rows profit(List<Sale> sales, Function<Sale, Object>... keys) {
        Rows rows = new Rows();
        Facts.group(sales, sale -> GroupAnswers.key(sale, List.of(keys))).forEach((key, group) -> {
            List<Sale> stated = Facts.where(group, sale -> sale.profit() != null);
            rows.add(
                    key,
                    Facts.sumOrNull(group, Sale::profit),
                    Facts.revenue(group),
                    Facts.percent(Facts.sumOrNull(group, Sale::profit), Facts.revenue(stated)),
                    group.size(),
                    group.size() - stated.size());
        });
        return rows;
    }

    private List<String> discounts(Asked asked) {
        Rows rows = new Rows();
        Facts.group(
                        Facts.where(facts.asked(asked), Sale::sold),
                        sale -> List.<Object>of(known(sale.category()), sale.currency()))
                .forEach((key, group) -> {
                    List<Sale> discounted = Facts.where(
                            group,
                            sale -> sale.discount() != null && sale.discount().signum() > 0);
                    rows.add(
                            key,
                            Facts.revenue(group),
                            group.size(),
                            discounted.size(),
                            group.stream()
                                    .filter(sale -> sale.discount() == null)
                                    .count(),
                            Facts.percent(Facts.sum(group, Sale::discount), group.size()),
                            Facts.percent(discounted.size(), group.size()),
                            Facts.percent(Facts.revenue(discounted), Facts.revenue(group)));
                });
        return rows.sort(1, 2).text();
    }

    private static String band(Sale sale) {
        if (sale.discount() == null) {
            return "Not stated";
        }
        if (sale.discount().signum() == 0) {
            return "None";
        }
        for (int limit : new int[] {10, 20, 30, 50}) {
            if (sale.discount().compareTo(new BigDecimal(limit).movePointLeft(2)) <= 0) {
                return "Up to " + limit + " %";
            }
        }
        return "Above 50 %";
    }

    private List<String> effect(Asked asked) {
        List<Sale> sold = Facts.where(facts.asked(asked), Sale::sold);
        Map<String, List<Sale>> currencies = Facts.group(sold, Sale::currency);
        Rows rows = new Rows();
        Facts.group(sold, sale -> List.<Object>of(band(sale), sale.currency()))
                .forEach((key, group) -> rows.add(
                        key,
                        Facts.revenue(group),
                        Facts.percent(Facts.revenue(group), Facts.revenue(currencies.get((String) key.get(1)))),
                        group.size(),
                        Facts.ratio(Facts.units(group), group.size()),
                        Facts.sumOrNull(group, Sale::profit),
                        Facts.percent(
                                Facts.sumOrNull(group, Sale::profit),
                                Facts.revenue(Facts.where(group, sale -> sale.profit() != null))),
                        group.get(0).discount() == null
                                ? BigDecimal.valueOf(2)
                                : Collections.min(
                                        group.stream().map(Sale::discount).toList())));
        return rows.sort(9, 1, 2).text(8);
    }

    private List<String> shipping(Asked asked) {
        Rows rows = new Rows();
        Facts.group(
                        Facts.where(facts.asked(asked), sale -> sale.sold() && sale.shipped() != null),
                        sale -> sale.place("region"))
                .forEach((region, group) -> {
                    List<Long> days = new ArrayList<>();
                    group.forEach(sale -> days.add(ChronoUnit.DAYS.between(sale.day(), sale.shipped())));
                    days.removeIf(day -> day < 0 || day > 365);
                    rows.add(
                            region,
                            days.size(),
                            Facts.ratio(days.stream().mapToLong(Long::longValue).sum(), days.size()),
                            days.isEmpty() ? null : Collections.min(days),
                            days.isEmpty() ? null : Collections.max(days),
                            Facts.percent(days.stream().filter(day -> day <= 3).count(), days.size()),
                            group.size() - days.size());
                });
        return rows.sort(1).text();
    }
}
