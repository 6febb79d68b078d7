package io.tillstream.warehouse.oracle;

import static io.tillstream.warehouse.oracle.Sale.known;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sums of groups of lines: revenue, orders, lines, units and return orders, by what, where, when and to whom. */
final class GroupAnswers {
    private final Facts facts;

    GroupAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        byTime(answers, "revenue_by_day", sale -> sale.day().toString());
        byTime(answers, "revenue_by_month", sale -> sale.month().toString());
        byTime(
                answers,
                "revenue_by_quarter",
                sale -> sale.day().getYear() + "-Q" + sale.at().get(IsoFields.QUARTER_OF_YEAR));
        byTime(answers, "revenue_by_year", sale -> sale.day().getYear());
        byTime(answers, "revenue_by_region_and_month", sale -> sale.month().toString(), sale -> sale.place("region"));
        byTime(answers, "revenue_by_channel_and_month", sale -> sale.month().toString(), sale -> known(sale.channel()));
        byTime(
                answers,
                "revenue_by_payment_method_and_month",
                sale -> sale.month().toString(),
                sale -> known(sale.payment()));
        byTime(answers, "hourly_revenue_by_category", sale -> sale.at().getHour(), sale -> known(sale.category()));
        byTime(
                answers,
                "revenue_by_weekday_and_hour_and_store",
                Sale::source,
                Sale::storeId,
                sale -> sale.day().getDayOfWeek().getValue(),
                sale -> sale.at().getHour());
        byTime(
                answers,
                "revenue_by_fiscal_period",
                sale -> sale.day().getYear(),
                sale -> sale.at().get(IsoFields.QUARTER_OF_YEAR),
                sale -> sale.day().getMonthValue());
        byRevenue(answers, "revenue_by_holiday", sale -> "None");
        byRevenue(answers, "revenue_by_category", sale -> known(sale.category()));
        byRevenue(
                answers, "revenue_by_sub_category", sale -> known(sale.category()), sale -> known(sale.subCategory()));
        byRevenue(answers, "revenue_by_product_name", sale -> known(sale.productName()));
        byRevenue(answers, "revenue_by_region", sale -> sale.place("region"));
        byRevenue(answers, "revenue_by_state", sale -> sale.place("country"), sale -> sale.place("state"));
        byRevenue(
                answers,
                "revenue_by_city",
                sale -> sale.place("country"),
                sale -> sale.place("state"),
                sale -> sale.place("city"));
        byRevenue(answers, "revenue_by_segment", sale -> known(sale.segment()));
        byRevenue(answers, "revenue_by_channel", sale -> known(sale.channel()));
        byRevenue(answers, "revenue_by_payment_method", sale -> known(sale.payment()));
        byRevenue(answers, "revenue_by_store", Sale::source, Sale::storeId);
        byRevenue(answers, "revenue_by_source", Sale::source);
        answers.put("revenue_by_weekday", this::weekdays);
        answers.put("revenue_by_daypart", this::dayparts);
        answers.put(
                "busiest_hours",
                asked -> sums(asked, false, sale -> sale.at().getHour())
                        .sort(-4, 1, 2)
                        .text());
        answers.put("revenue_by_country", this::countries);
        answers.put("totals", this::totals);
        answers.put("best_day", this::bestDay);
        answers.put("hourly_category_pivot", this::pivot);
        answers.put("category_share_by_month", this::shares);
        answers.put(
                "average_order_value_by_month",
                asked -> orderValues(asked, sale -> sale.month().toString())
                        .sort(1, 2)
                        .text());
        answers.put(
                "average_order_value_by_segment",
                asked -> orderValues(asked, sale -> known(sale.segment()))
                        .sort(-8, 1, 2)
                        .text());
        answers.put("orders_per_day", this::ordersPerDay);
        answers.put(
                "orders_by_week",
                asked -> orders(asked, sale -> List.of(week(sale))).sort(1).text());
        answers.put(
                "orders_by_weekday_and_hour",
                asked -> orders(
                                asked,
                                sale -> List.of(
                                        sale.day().getDayOfWeek().getValue(),
                                        sale.at().getHour()))
                        .sort(1, 2)
                        .text());
    }

    @SafeVarargs
    private final void byTime(
            Map<String, Function<Asked, List<String>>> answers, String name, Function<Sale, Object>... keys) {
        int[] columns = IntStream.rangeClosed(1, keys.length + 1).toArray();
        answers.put(name, asked -> sums(asked, false, keys).sort(columns).text());
    }

    @SafeVarargs
    private final void byRevenue(
            Map<String, Function<Asked, List<String>>> answers, String name, Function<Sale, Object>... keys) {
        int[] columns = IntStream.concat(IntStream.of(-(keys.length + 2)), IntStream.rangeClosed(1, keys.length + 1))
                .toArray();
        answers.put(name, asked -> sums(asked, true, keys).sort(columns).text());
    }

    static List<Object> key(Sale sale, List<Function<Sale, Object>> keys) {
        List<Object> key = new ArrayList<>();
        keys.forEach(part -> key.add(part.apply(sale)));
        key.add(sale.currency());
        return key;
    }

    static List<Object> figures(List<Sale> group) {
        return List.of(
                Facts.revenue(group),
                Facts.orders(group),
                (long) group.size(),
                Facts.units(group),
                Facts.returnOrders(group));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final Rows sums(Asked asked, boolean share, Function<Sale, Object>... keys) {
        List<Sale> sales = facts.asked(asked);
        Map<String, List<Sale>> currencies = Facts.group(sales, Sale::currency);
        Rows rows = new Rows();
        Facts.group(sales, sale -> key(sale, List.of(keys))).forEach((key, group) -> {
            BigDecimal total = Facts.revenue(currencies.get(group.get(0).currency()));
            rows.add(
                    key, figures(group), share ? Arrays.asList(Facts.percent(Facts.revenue(group), total)) : List.of());
        });
        return rows;
    }

    private List<String> weekdays(Asked asked) {
        return sums(
                        asked,
                        true,
                        sale -> sale.day().getDayOfWeek().getValue(),
                        sale -> name(sale.day().getDayOfWeek()))
                .sort(1, 3)
                .text();
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private List<String> dayparts(Asked asked) {
        Rows rows = sums(
                asked,
                true,
                sale -> List.of("Night", "Morning", "Afternoon", "Evening")
                        .get(sale.at().getHour() / 6));
        rows.all()
                .forEach(row -> row.add(
                        List.of("Night", "Morning", "Afternoon", "Evening").indexOf(row.get(0))));
        return rows.sort(9, 1, 2).text(8);
    }

    private List<String> countries(Asked asked) {
        Map<List<Object>, List<Sale>> groups =
                Facts.group(facts.asked(asked), sale -> key(sale, List.of(s -> s.place("country"))));
        Rows rows = sums(asked, true, sale -> sale.place("country"));
        rows.all().forEach(row -> row.add(7, customers(groups.get(row.subList(0, 2)))));
        return rows.sort(-3, 1, 2).text();
    }

    static long customers(List<Sale> sales) {
        return sales.stream()
                .filter(sale -> sale.customerId() != null)
                .map(Sale::customerKey)
                .distinct()
                .count();
    }

    private List<String> totals(Asked asked) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), Sale::currency)
                .forEach((currency, group) -> rows.add(
                        currency,
                        Facts.revenue(group),
                        Facts.orders(group),
                        (long) group.size(),
                        Facts.units(group),
                        group.stream().filter(Sale::returned).count(),
                        Facts.returnOrders(group),
                        customers(group),
                        group.stream()
                                .filter(sale -> sale.productId() != null)
                                .map(Sale::productKey)
                                .distinct()
                                .count(),
                        Facts.ratio(Facts.revenue(group), Facts.orders(group)),
                        Facts.ratio(Facts.units(group), Facts.orders(group)),
                        group.stream()
                                .filter(sale -> sale.day().isAfter(asked.day("today")))
                                .count()));
        return rows.sort(-2, 1).text();
    }

    private List<String> bestDay(Asked asked) {
        return sums(asked, false, sale -> sale.day().toString())
                .sort(-3, 1)
                .top(1, 2)
                .sort(-3, 2)
                .text();
    }

    private List<String> shares(Asked asked) {
        List<Sale> sales = facts.asked(asked);
        Map<List<Object>, List<Sale>> months = Facts.group(sales, sale -> List.of(sale.month(), sale.currency()));
        Rows rows = new Rows();
        Facts.group(sales, sale -> List.of(sale.month(), known(sale.category()), sale.currency()))
                .forEach((key, group) -> rows.add(
                        key,
                        Facts.revenue(group),
                        Facts.percent(
                                Facts.revenue(group), Facts.revenue(months.get(List.of(key.get(0), key.get(2)))))));
        return rows.sort(1, 2, 3).text();
    }

    private Rows orderValues(Asked asked, Function<Sale, Object> key) {
        Rows rows = sums(asked, false, key);
        rows.all().forEach(row -> row.add(Facts.ratio(row.get(2), row.get(3))));
        return rows;
    }

    private Rows orders(Asked asked, Function<Sale, List<Object>> key) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), key).forEach((group, sales) -> {
            List<Object> figures = figures(sales);
            rows.add(group, figures.subList(1, 5));
        });
        return rows;
    }

    private List<String> ordersPerDay(Asked asked) {
        Rows rows = orders(asked, sale -> List.of(sale.day().toString())).sort(1);
        long orders = rows.all().stream().mapToLong(row -> (Long) row.get(1)).sum();
        long days = rows.all().stream().filter(row -> (Long) row.get(1) > 0).count();
        rows.all().forEach(row -> row.add(Facts.ratio(orders, days)));
        return rows.text();
    }

    static String week(Sale sale) {
        return "%d-W%02d"
                .formatted(
                        sale.day().get(IsoFields.WEEK_BASED_YEAR), sale.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private List<String> pivot(Asked asked) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), Sale::currency).forEach((currency, sales) -> {
            Map<String, List<Sale>> categories = new TreeMap<>(Facts.group(sales, sale -> known(sale.category())));
            List<String> best = categories.keySet().stream()
                    .sorted(Comparator.comparing((String name) -> Facts.revenue(categories.get(name)))
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(9)
                    .toList();
            for (int hour = 0; hour < 24; hour++) {
                int at = hour;
                List<Sale> inHour = Facts.where(sales, sale -> sale.at().getHour() == at);
                List<Object> row = new ArrayList<>(List.of(hour, currency));
                for (int i = 0; i < 9; i++) {
                    String name = i < best.size() ? best.get(i) : null;
                    row.add(name);
                    row.add(Facts.revenue(
                            Facts.where(inHour, sale -> known(sale.category()).equals(name))));
                }
                row.add(Facts.revenue(
                        Facts.where(inHour, sale -> !new TreeSet<>(best).contains(known(sale.category())))));
                rows.add(row);
            }
        });
        return rows.sort(1, 2).text();
    }
}
