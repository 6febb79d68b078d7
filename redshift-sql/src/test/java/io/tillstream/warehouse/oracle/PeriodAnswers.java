package io.tillstream.warehouse.oracle;

import io.tillstream.warehouse.oracle.Facts.Asked;
import io.tillstream.warehouse.oracle.SeriesAnswers.Covered;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Periods against others: weeks, periods to date, like-for-like stores, and why a month differs from the one a year before. */
final class PeriodAnswers {
    private final Facts facts;

    PeriodAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        answers.put("revenue_week_over_week", this::weeks);
        answers.put("period_to_date", this::toDate);
        answers.put("like_for_like_sales", this::likeForLike);
        answers.put("store_ranking_by_month", this::ranking);
        answers.put("price_volume_mix", this::bridge);
        answers.put("tax_by_month", this::tax);
    }

    private List<String> weeks(Asked asked) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows.text();
        }
        Covered covered = Covered.of(sales);
        Facts.group(sales, Sale::currency).forEach((currency, lines) -> {
            LocalDate first =
                    monday(Collections.min(lines.stream().map(Sale::day).toList()));
            for (LocalDate m = first; !m.isAfter(covered.last()); m = m.plusDays(7)) {
                LocalDate monday = m;
                LocalDate end = monday.plusDays(6);
                boolean running = end.isAfter(covered.last());
                LocalDate base = monday.equals(first) ? null : monday.minusDays(7);
                BigDecimal revenue = between(lines, monday, end);
                BigDecimal before = base == null
                        ? null
                        : between(lines, base, running ? covered.last().minusDays(7) : base.plusDays(6));
                boolean late = base != null
                        && base.isBefore(covered.first())
                        && !base.plusDays(6).isBefore(covered.first());
                if (asked.span(monday, end)) {
                    rows.add(
                            week(monday),
                            currency,
                            revenue,
                            base == null ? null : week(base),
                            before,
                            Facts.growth(revenue, before),
                            running
                                    ? "running"
                                    : monday.isBefore(covered.first())
                                            ? "starts late"
                                            : late ? "base starts late" : "whole",
                            monday.toString());
                }
            }
        });
        return rows.sort(8, 2).text(7);
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static String week(LocalDate monday) {
        return "%d-W%02d"
                .formatted(
                        monday.get(java.time.temporal.IsoFields.WEEK_BASED_YEAR),
                        monday.get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static BigDecimal between(List<Sale> sales, LocalDate first, LocalDate last) {
        return Facts.revenue(Facts.where(
                sales, sale -> !sale.day().isBefore(first) && !sale.day().isAfter(last)));
    }

    private List<String> toDate(Asked asked) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows.text();
        }
        LocalDate newest = Covered.of(sales).last();
        LocalDate last = newest.isAfter(asked.day("until")) ? asked.day("until") : newest;
        List<LocalDate> starts = List.of(
                last.withDayOfYear(1),
                LocalDate.of(last.getYear(), (last.getMonthValue() - 1) / 3 * 3 + 1, 1),
                last.withDayOfMonth(1));
        for (int i = 0; i < 3; i++) {
            LocalDate start = starts.get(i);
            String period = List.of("year", "quarter", "month").get(i);
            int place = i;
            Facts.group(sales, Sale::currency).forEach((currency, lines) -> {
                BigDecimal revenue = between(lines, start, last);
                BigDecimal before = between(lines, start.minusYears(1), last.minusYears(1));
                rows.add(
                        period,
                        currency,
                        start.toString(),
                        last.toString(),
                        revenue,
                        start.minusYears(1).toString(),
                        last.minusYears(1).toString(),
                        before,
                        Facts.growth(revenue, before),
                        place);
            });
        }
        return rows.sort(10, 2).text(9);
    }

    /** The lines of the month a year before, up to the day that the running month has reached. */
    private static List<Sale> yearBefore(List<Sale> lines, YearMonth month, Covered covered) {
        return Facts.where(
                lines,
                sale -> sale.month().equals(month.minusYears(1))
                        && (!covered.running(month)
                                || sale.day().getDayOfMonth() <= covered.last().getDayOfMonth()));
    }

    private static String coverage(YearMonth month, Covered covered) {
        return covered.running(month)
                ? "running"
                : month.atDay(1).isBefore(covered.first())
                        ? "starts late"
                        : covered.late(month.minusYears(1)) ? "base starts late" : "whole";
    }

    private List<String> likeForLike(Asked asked) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows.text();
        }
        Covered covered = Covered.of(sales);
        Facts.group(Facts.where(sales, sale -> sale.store() != null), Sale::currency)
                .forEach((currency, lines) -> {
                    for (YearMonth month : new java.util.TreeSet<>(
                            lines.stream().map(Sale::month).toList())) {
                        BigDecimal revenue = BigDecimal.ZERO;
                        BigDecimal before = BigDecimal.ZERO;
                        long stores = 0;
                        for (List<Sale> store : Facts.group(lines, sale -> List.of(sale.source(), sale.store()))
                                .values()) {
                            List<Sale> now =
                                    Facts.where(store, sale -> sale.month().equals(month));
                            List<Sale> base = yearBefore(store, month, covered);
                            if (now.stream().anyMatch(Sale::sold)
                                    && base.stream().anyMatch(Sale::sold)) {
                                stores++;
                                revenue = revenue.add(Facts.revenue(now));
                                before = before.add(Facts.revenue(base));
                            }
                        }
                        if (stores > 0 && asked.span(month.atDay(1), month.atEndOfMonth())) {
                            rows.add(
                                    month.toString(),
                                    currency,
                                    revenue,
                                    month.minusYears(1).toString(),
                                    before,
                                    Facts.growth(revenue, before),
                                    stores,
                                    coverage(month, covered));
                        }
                    }
                });
        return rows.sort(1, 2).text();
    }

    private List<String> ranking(Asked asked) {
        List<Sale> sales = Facts.where(facts.till(asked), sale -> sale.store() != null);
        Map<List<Object>, Map<List<String>, BigDecimal>> months = new HashMap<>();
        Facts.group(sales, sale -> List.<Object>of(sale.month(), sale.currency()))
                .forEach((key, lines) -> {
                    Map<List<String>, BigDecimal> stores = new HashMap<>();
                    Facts.group(lines, sale -> List.of(sale.source(), sale.store()))
                            .forEach((store, group) -> stores.put(store, Facts.revenue(group)));
                    months.put(key, stores);
                });
        Rows rows = new Rows();
        months.forEach((key, stores) -> {
            YearMonth month = (YearMonth) key.get(0);
            Map<List<String>, BigDecimal> before =
                    months.getOrDefault(List.of(month.minusMonths(1), key.get(1)), Map.of());
            if (asked.span(month.atDay(1), month.atEndOfMonth())) {
                stores.forEach((store, revenue) -> rows.add(
                        month.toString(), key.get(1), place(stores, store), store, revenue, place(before, store)));
            }
        });
        return rows.sort(1, 2, 3, 4, 5).text();
    }

    private static Long place(Map<List<String>, BigDecimal> stores, List<String> store) {
        BigDecimal own = stores.get(store);
        return own == null
                ? null
                : 1
                        + stores.values().stream()
                                .filter(other -> other.compareTo(own) > 0)
                                .count();
    }

    private List<String> bridge(Asked asked) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows.text();
        }
        Covered covered = Covered.of(sales);
        Facts.group(sales, Sale::currency).forEach((currency, lines) -> {
            Map<YearMonth, List<Sale>> perMonth = new TreeMap<>(Facts.group(lines, Sale::month));
            for (YearMonth base : perMonth.keySet()) {
                YearMonth month = base.plusYears(1);
                if (!month.isAfter(YearMonth.from(covered.last()))
                        && asked.span(month.atDay(1), month.atEndOfMonth())) {
                    List<Sale> now = perMonth.getOrDefault(month, List.of());
                    rows.add(
                            month.toString(),
                            currency,
                            Facts.revenue(now),
                            base.toString(),
                            Facts.revenue(yearBefore(lines, month, covered)),
                            effects(now, yearBefore(lines, month, covered)),
                            coverage(month, covered));
                }
            }
        });
        return rows.sort(1, 2).text();
    }

    private static List<Object> effects(List<Sale> now, List<Sale> before) {
        Function<Sale, List<String>> product = sale -> List.of(sale.source(), String.valueOf(sale.productId()));
        Map<List<String>, List<Sale>> base = Facts.group(before, product);
        BigDecimal revenue = BigDecimal.ZERO;
        BigDecimal baseRevenue = BigDecimal.ZERO;
        BigDecimal units = BigDecimal.ZERO;
        BigDecimal baseUnits = BigDecimal.ZERO;
        BigDecimal atBasePrice = BigDecimal.ZERO;
        for (Map.Entry<List<String>, List<Sale>> entry :
                Facts.group(now, product).entrySet()) {
            List<Sale> then = base.getOrDefault(entry.getKey(), List.of());
            if (Facts.units(entry.getValue()).signum() > 0 && Facts.units(then).signum() > 0) {
                revenue = revenue.add(Facts.revenue(entry.getValue()));
                baseRevenue = baseRevenue.add(Facts.revenue(then));
                units = units.add(Facts.units(entry.getValue()));
                baseUnits = baseUnits.add(Facts.units(then));
                atBasePrice = atBasePrice.add(Facts.units(entry.getValue())
                        .multiply(Facts.revenue(then))
                        .divide(Facts.units(then), MathContext.DECIMAL128));
            }
        }
        BigDecimal volume = baseUnits.signum() == 0
                ? BigDecimal.ZERO
                : units.subtract(baseUnits).multiply(baseRevenue).divide(baseUnits, MathContext.DECIMAL128);
        List<Object> effects = new ArrayList<>();
        effects.add(rounded(revenue.subtract(atBasePrice)));
        effects.add(rounded(volume));
        effects.add(rounded(atBasePrice.subtract(baseRevenue).subtract(volume)));
        effects.add(
                rounded(Facts.revenue(now).subtract(Facts.revenue(before)).subtract(revenue.subtract(baseRevenue))));
        return effects;
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP);
    }

    private List<String> tax(Asked asked) {
        Rows rows = new Rows();
        Facts.group(facts.asked(asked), sale -> List.<Object>of(sale.month().toString(), sale.currency()))
                .forEach((key, group) -> {
                    List<Sale> stated = Facts.where(group, sale -> sale.tax() != null);
                    BigDecimal revenue = stated.isEmpty() ? null : Facts.revenue(stated);
                    rows.add(
                            key,
                            Facts.revenue(group),
                            Facts.sumOrNull(group, Sale::tax),
                            revenue,
                            Facts.percent(Facts.sumOrNull(group, Sale::tax), revenue),
                            group.size(),
                            group.size() - stated.size());
                });
        return rows.sort(1, 2).text();
    }
}
