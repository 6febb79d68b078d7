package io.tillstream.warehouse.oracle;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Who buys, how often they come back, and how much of the revenue the best of them bring. */
final class CustomerAnswers {
    private final Facts facts;

    CustomerAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        answers.put("top_customers", this::top);
        answers.put("customer_cohort_retention", this::retention);
        answers.put("new_and_returning_customers", this::newAndReturning);
        answers.put("repeat_purchase_interval", this::intervals);
        answers.put("customer_rfm_scores", asked -> {
            Rows rows = new Rows();
            rfm(asked)
                    .forEach(c -> rows.add(
                            c.key().subList(0, 2),
                            c.key().get(2),
                            c.revenue(),
                            c.orders(),
                            c.days(),
                            c.scores().subList(0, 3),
                            c.segment()));
            return rows.sort(-4, 2, 1, 3).top(asked.top(), 3).text();
        });
        answers.put("customer_rfm_segments", this::segments);
        answers.put("customer_concentration", this::concentration);
    }

    private static List<Sale> known(List<Sale> sales) {
        return Facts.where(sales, sale -> sale.customerId() != null);
    }

    private List<String> top(Asked asked) {
        Rows rows = new Rows();
        Facts.group(known(facts.asked(asked)), sale -> List.of(sale.source(), sale.customerId(), sale.currency()))
                .forEach((key, group) -> rows.add(
                        key.subList(0, 2),
                        facts.customerName(key.subList(0, 2)),
                        key.get(2),
                        GroupAnswers.figures(group)));
        return rows.sort(-5, 2, 1).top(asked.top(), 4).sort(-5, 2, 1, 4).text();
    }

    private List<String> retention(Asked asked) {
        List<Sale> till = facts.till(asked);
        Rows rows = new Rows();
        if (till.isEmpty()) {
            return rows.text();
        }
        LocalDate newest = Collections.max(till.stream().map(Sale::day).toList());
        Map<YearMonth, List<TreeSet<YearMonth>>> cohorts = new TreeMap<>();
        Facts.group(Facts.where(known(till), Sale::sold), Sale::customerKey)
                .values()
                .forEach(lines -> {
                    TreeSet<YearMonth> months =
                            new TreeSet<>(lines.stream().map(Sale::month).toList());
                    cohorts.computeIfAbsent(months.first(), month -> new ArrayList<>())
                            .add(months);
                });
        cohorts.forEach((cohort, customers) -> {
            for (YearMonth m = cohort; !m.isAfter(YearMonth.from(newest)); m = m.plusMonths(1)) {
                YearMonth month = m;
                long active = customers.stream()
                        .filter(months -> months.contains(month))
                        .count();
                rows.add(
                        cohort.toString(),
                        cohort.until(month, ChronoUnit.MONTHS),
                        active,
                        customers.size(),
                        Facts.percent(active, customers.size()),
                        month.atEndOfMonth().isAfter(newest) ? "running" : "whole");
            }
        });
        return rows.sort(1, 2).text();
    }

    private List<String> newAndReturning(Asked asked) {
        Map<List<String>, YearMonth> first = new HashMap<>();
        Facts.where(known(facts.ofSource(asked)), Sale::sold)
                .forEach(sale -> first.merge(sale.customerKey(), sale.month(), (a, b) -> a.isBefore(b) ? a : b));
        Rows rows = new Rows();
        Facts.group(
                        Facts.where(known(facts.asked(asked)), sale -> first.containsKey(sale.customerKey())),
                        sale -> List.<Object>of(sale.month().toString(), sale.currency()))
                .forEach((key, lines) -> {
                    List<Sale> fresh = Facts.where(lines, sale -> sale.month().equals(first.get(sale.customerKey())));
                    List<Sale> later = Facts.where(lines, sale -> !sale.month().equals(first.get(sale.customerKey())));
                    rows.add(
                            key,
                            Facts.revenue(fresh),
                            Facts.revenue(later),
                            GroupAnswers.customers(Facts.where(fresh, Sale::sold)),
                            GroupAnswers.customers(Facts.where(later, Sale::sold)),
                            Facts.percent(Facts.revenue(later), Facts.revenue(lines)));
                });
        return rows.sort(1, 2).text();
    }

    private List<String> intervals(Asked asked) {
        int[] limits = {7, 30, 90, 180, 365, Integer.MAX_VALUE};
        String[] names = {"1 to 7", "8 to 30", "31 to 90", "91 to 180", "181 to 365", "above 365"};
        int[] counts = new int[limits.length];
        Facts.group(Facts.where(known(facts.till(asked)), Sale::sold), Sale::customerKey)
                .values()
                .forEach(lines -> {
                    LocalDate before = null;
                    for (LocalDate day :
                            new TreeSet<>(lines.stream().map(Sale::day).toList())) {
                        if (before != null) {
                            int band = 0;
                            while (ChronoUnit.DAYS.between(before, day) > limits[band]) {
                                band++;
                            }
                            counts[band]++;
                        }
                        before = day;
                    }
                });
        int total = java.util.Arrays.stream(counts).sum();
        Rows rows = new Rows();
        for (int band = 0; band < counts.length; band++) {
            if (counts[band] > 0) {
                rows.add(names[band], counts[band], Facts.percent(counts[band], total));
            }
        }
        return rows.text();
    }

    private record Customer(
            List<String> key, BigDecimal revenue, long orders, long days, List<Integer> scores, String segment) {}

    private List<Customer> rfm(Asked asked) {
        List<Sale> sales =
                Facts.where(known(facts.asked(asked)), sale -> !sale.day().isAfter(asked.day("today")));
        List<Customer> customers = new ArrayList<>();
        Facts.group(sales, Sale::currency).values().forEach(lines -> {
            Map<List<String>, List<Sale>> groups =
                    Facts.group(lines, sale -> List.of(sale.source(), sale.customerId(), sale.currency()));
            groups.values().removeIf(group -> group.stream().noneMatch(Sale::sold));
            Map<List<String>, LocalDate> days = new HashMap<>();
            groups.forEach((key, group) -> days.put(
                    key,
                    Collections.max(Facts.where(group, Sale::sold).stream()
                            .map(Sale::day)
                            .toList())));
            Map<List<String>, Long> orders = new HashMap<>();
            Map<List<String>, BigDecimal> revenues = new HashMap<>();
            groups.forEach((key, group) -> {
                orders.put(key, Facts.orders(group));
                revenues.put(key, Facts.revenue(group));
            });
            groups.forEach((key, group) -> {
                int recency = score(days, key);
                int frequency = score(orders, key);
                int monetary = score(revenues, key);
                customers.add(new Customer(
                        key,
                        Facts.revenue(group),
                        Facts.orders(group),
                        ChronoUnit.DAYS.between(days.get(key), Collections.max(days.values())),
                        List.of(recency, frequency, monetary),
                        segment(recency, frequency)));
            });
        });
        return customers;
    }

    /** The fifth in which the middle of those who are alike lies. */
    private static <T extends Comparable<? super T>> int score(Map<List<String>, T> measures, List<String> one) {
        T own = measures.get(one);
        double less = 0;
        double equal = 0;
        for (T other : measures.values()) {
            int compared = other.compareTo(own);
            less += compared < 0 ? 1 : 0;
            equal += compared == 0 ? 1 : 0;
        }
        return 1 + (int) Math.floor(5 * (2 * less + equal) / (2 * measures.size()));
    }

    private static String segment(int recency, int frequency) {
        if (recency >= 4) {
            return frequency >= 4 ? "Champions" : frequency == 3 ? "Loyal" : "Recent";
        }
        if (recency == 3) {
            return frequency >= 3 ? "Loyal" : "Needs attention";
        }
        return frequency >= 4 ? "Cannot lose" : frequency == 3 ? "At risk" : "Hibernating";
    }

    private List<String> segments(Asked asked) {
        List<Customer> customers = rfm(asked);
        Rows rows = new Rows();
        Map<List<String>, List<Customer>> groups = new HashMap<>();
        customers.forEach(c -> groups.computeIfAbsent(
                        List.of(c.segment(), c.key().get(2)), key -> new ArrayList<>())
                .add(c));
        groups.forEach((key, group) -> {
            List<Customer> all = customers.stream()
                    .filter(c -> c.key().get(2).equals(key.get(1)))
                    .toList();
            rows.add(
                    key,
                    revenue(group),
                    Facts.percent(revenue(group), revenue(all)),
                    group.size(),
                    Facts.percent(group.size(), all.size()),
                    Facts.ratio(revenue(group), group.size()));
        });
        return rows.sort(-3, 1, 2).text();
    }

    private static BigDecimal revenue(List<Customer> customers) {
        return customers.stream().map(Customer::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<String> concentration(Asked asked) {
        Rows rows = new Rows();
        Facts.group(known(facts.asked(asked)), Sale::currency).forEach((currency, lines) -> {
            Map<List<String>, List<Sale>> groups = Facts.group(lines, Sale::customerKey);
            Map<List<String>, BigDecimal> revenues = new HashMap<>();
            groups.forEach((key, group) -> revenues.put(key, Facts.revenue(group)));
            List<List<String>> paying = groups.keySet().stream()
                    .filter(key -> revenues.get(key).signum() > 0)
                    .sorted(Comparator.comparing((List<String> key) -> revenues.get(key))
                            .reversed()
                            .thenComparing(key -> key.get(1))
                            .thenComparing(key -> key.get(0)))
                    .toList();
            List<Sale> others =
                    Facts.where(lines, sale -> revenues.get(sale.customerKey()).signum() <= 0);
            BigDecimal total = paying.stream().map(revenues::get).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal cumulative = BigDecimal.ZERO;
            int from = 0;
            for (int tenth = 1; tenth <= 10 && from < paying.size(); tenth++) {
                int size = paying.size() / 10 + (tenth <= paying.size() % 10 ? 1 : 0);
                List<List<String>> members = paying.subList(from, from + size);
                BigDecimal revenue = members.stream().map(revenues::get).reduce(BigDecimal.ZERO, BigDecimal::add);
                cumulative = cumulative.add(revenue);
                rows.add(
                        tenth,
                        currency,
                        revenue,
                        Facts.percent(revenue, total),
                        Facts.percent(cumulative, total),
                        size,
                        GroupAnswers.customers(others),
                        Facts.revenue(others));
                from += size;
            }
        });
        return rows.sort(1, 2).text();
    }
}
