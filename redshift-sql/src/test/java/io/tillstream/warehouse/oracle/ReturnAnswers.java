package io.tillstream.warehouse.oracle;

import static io.tillstream.warehouse.oracle.Sale.known;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What comes back, by when and what was sold. */
final class ReturnAnswers {
    private static final List<String> BANDS = List.of(
            "same day",
            "1 to 7",
            "8 to 14",
            "15 to 30",
            "31 to 90",
            "91 to 365",
            "above 365",
            "before the sale",
            "Unknown");

    private final Facts facts;

    ReturnAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        answers.put("return_rate_by_month", this::byMonth);
        answers.put(
                "returns_by_category",
                asked -> rows(asked, line -> List.of(known(line.product().category())))
                        .sort(-3, 1, 2)
                        .text());
        answers.put(
                "returns_by_store",
                asked -> rows(asked, line -> List.of(line.sale().source(), known(line.store())))
                        .sort(-4, 1, 2, 3)
                        .text());
        answers.put(
                "return_rate_by_sale_month",
                asked -> rows(
                                asked,
                                line -> List.of(line.origin()
                                        .map(sale -> sale.month().toString())
                                        .orElse("Unknown")))
                        .sort(1, 2)
                        .text());
        answers.put(
                "returns_by_product",
                asked -> listed(
                        asked,
                        line -> line.product().productId() == null
                                ? List.of()
                                : List.of(line.sale().source(), line.product().productId()),
                        facts::productName));
        answers.put(
                "returns_by_customer",
                asked -> listed(
                        asked,
                        line -> line.sale().customerId() == null
                                ? List.of()
                                : List.copyOf(line.sale().customerKey()),
                        facts::customerName));
        answers.put("returns_by_days_until_return", this::byDays);
    }

    /** A line, the sale that it belongs to, and the line that says what its product was. */
    private record Followed(Sale sale, Optional<Sale> origin, Sale product) {
        String store() {
            return origin.orElse(sale).store();
        }
    }

    private List<Followed> followed(Asked asked) {
        Map<List<String>, List<Sale>> orders =
                Facts.group(Facts.where(facts.ofSource(asked), Sale::sold), Sale::orderKey);
        List<Followed> lines = new ArrayList<>();
        for (Sale line : facts.asked(asked)) {
            if (line.sold()) {
                lines.add(new Followed(line, Optional.of(line), line));
            } else {
                List<Sale> order = orders.getOrDefault(line.orderKey(), List.of()).stream()
                        .sorted(Comparator.comparing(Sale::at).thenComparingInt(Sale::recorded))
                        .toList();
                Optional<Sale> same = order.stream()
                        .filter(sale -> Objects.equals(sale.productId(), line.productId()))
                        .findFirst();
                lines.add(new Followed(line, same.or(() -> order.stream().findFirst()), same.orElse(line)));
            }
        }
        return lines;
    }

    private static BigDecimal sum(List<Followed> lines, boolean returned, Function<Sale, BigDecimal> value) {
        return Facts.sum(
                Facts.where(lines.stream().map(Followed::sale).toList(), sale -> sale.returned() == returned), value);
    }

    private Rows rows(Asked asked, Function<Followed, List<Object>> key) {
        Map<List<Object>, List<Followed>> groups = new HashMap<>();
        followed(asked).forEach(line -> {
            List<Object> group = new ArrayList<>(key.apply(line));
            if (!group.isEmpty()) {
                group.add(line.sale().currency());
                groups.computeIfAbsent(group, k -> new ArrayList<>()).add(line);
            }
        });
        Rows rows = new Rows();
        groups.forEach((group, lines) -> {
            BigDecimal returned = sum(lines, true, Sale::revenue).negate();
            BigDecimal sold = sum(lines, false, Sale::revenue);
            long returns = lines.stream().filter(line -> line.sale().returned()).count();
            rows.add(
                    group,
                    returned,
                    sold.subtract(returned),
                    returns,
                    lines.size() - returns,
                    sum(lines, true, Sale::quantity).negate(),
                    sum(lines, false, Sale::quantity),
                    Facts.percent(returns, lines.size() - returns),
                    Facts.percent(returned, sold));
        });
        return rows;
    }

    private List<String> listed(Asked asked, Function<Followed, List<Object>> key, Function<List<?>, String> name) {
        Rows rows = rows(asked, key);
        rows.all().removeIf(row -> row.get(5).equals(0L));
        rows.all().forEach(row -> row.add(2, name.apply(row.subList(0, 2))));
        return rows.sort(4, -5, 1, 2).top(asked.top(), 4).text();
    }

    private List<String> byMonth(Asked asked) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), sale -> List.<Object>of(sale.month().toString(), sale.currency()))
                .forEach((key, group) -> {
                    BigDecimal sold = Facts.revenue(Facts.where(group, Sale::sold));
                    BigDecimal back =
                            Facts.revenue(Facts.where(group, Sale::returned)).negate();
                    long returns = group.stream().filter(Sale::returned).count();
                    rows.add(
                            key,
                            sold,
                            back,
                            group.size() - returns,
                            returns,
                            Facts.percent(returns, group.size() - returns),
                            Facts.percent(back, sold));
                });
        return rows.sort(1, 2).text();
    }

    private static int band(Followed line) {
        if (line.origin().isEmpty()) {
            return 8;
        }
        long days =
                ChronoUnit.DAYS.between(line.origin().get().day(), line.sale().day());
        int[] limits = {0, 7, 14, 30, 90, 365};
        for (int band = 0; days >= 0 && band < limits.length; band++) {
            if (days <= limits[band]) {
                return band;
            }
        }
        return days < 0 ? 7 : 6;
    }

    private List<String> byDays(Asked asked) {
        List<Followed> returns =
                followed(asked).stream().filter(line -> line.sale().returned()).toList();
        Map<List<Object>, List<Followed>> groups = new HashMap<>();
        returns.forEach(
                line -> groups.computeIfAbsent(List.of(band(line), line.sale().currency()), key -> new ArrayList<>())
                        .add(line));
        Rows rows = new Rows();
        groups.forEach((key, lines) -> rows.add(
                key,
                BANDS.get((Integer) key.get(0)),
                key.get(1),
                sum(lines, true, Sale::revenue).negate(),
                lines.size(),
                Facts.percent(
                        lines.size(),
                        returns.stream()
                                .filter(line -> line.sale().currency().equals(key.get(1)))
                                .count())));
        rows.sort(1, 2);
        rows.all().forEach(row -> row.subList(0, 2).clear());
        return rows.text();
    }
}
