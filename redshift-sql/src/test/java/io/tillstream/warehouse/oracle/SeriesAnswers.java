package io.tillstream.warehouse.oracle;

import static io.tillstream.warehouse.oracle.Sale.known;

import io.tillstream.warehouse.oracle.Facts.Asked;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Series of days and months without holes, what they are compared with, and forecasts. */
final class SeriesAnswers {
    private final Facts facts;

    SeriesAnswers(Facts facts) {
        this.facts = facts;
    }

    void register(Map<String, Function<Asked, List<String>>> answers) {
        answers.put(
                "revenue_month_over_month",
                asked -> months(asked, 1, sale -> List.of()).sort(1, 2).text());
        answers.put(
                "revenue_year_over_year",
                asked -> months(asked, 12, sale -> List.of()).sort(1, 2).text());
        answers.put(
                "sales_growth_by_category",
                asked -> months(asked, 1, sale -> List.of(known(sale.category())))
                        .sort(1, 2, 3)
                        .text());
        answers.put("revenue_moving_average", asked -> days(asked, this::movingAverage));
        answers.put("revenue_running_total", asked -> days(asked, this::runningTotal));
        answers.put("daily_revenue_features", asked -> days(asked, this::features));
        answers.put("revenue_forecast_baseline", this::forecast);
    }

    /** The first and the newest day that the lines cover. */
    record Covered(LocalDate first, LocalDate last) {
        static Covered of(List<Sale> sales) {
            List<LocalDate> days = sales.stream().map(Sale::day).toList();
            return new Covered(Collections.min(days), Collections.max(days));
        }

        boolean running(YearMonth month) {
            return month.atEndOfMonth().isAfter(last);
        }

        boolean late(YearMonth month) {
            return month.atDay(1).isBefore(first) && !month.atEndOfMonth().isBefore(first);
        }
    }

    private Rows months(Asked asked, int back, Function<Sale, List<Object>> key) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows;
        }
        Covered covered = Covered.of(sales);
        Facts.group(sales, sale -> List.of(key.apply(sale), sale.currency())).forEach((group, lines) -> {
            YearMonth first = Collections.min(lines.stream().map(Sale::month).toList());
            for (YearMonth m = first; !m.isAfter(YearMonth.from(covered.last())); m = m.plusMonths(1)) {
                YearMonth month = m;
                YearMonth base = month.minusMonths(back).isBefore(first) ? null : month.minusMonths(back);
                BigDecimal revenue =
                        Facts.revenue(Facts.where(lines, sale -> sale.month().equals(month)));
                BigDecimal before = base == null
                        ? null
                        : Facts.revenue(Facts.where(
                                lines,
                                sale -> sale.month().equals(base)
                                        && (!covered.running(month)
                                                || sale.day().getDayOfMonth()
                                                        <= covered.last().getDayOfMonth())));
                String coverage = covered.running(month)
                        ? "running"
                        : month.atDay(1).isBefore(covered.first())
                                ? "starts late"
                                : base != null && covered.late(base) ? "base starts late" : "whole";
                if (asked.span(month.atDay(1), month.atEndOfMonth())) {
                    rows.add(
                            group.get(0),
                            month.toString(),
                            group.get(1),
                            revenue,
                            base == null ? null : base.toString(),
                            before,
                            Facts.growth(revenue, before),
                            coverage);
                }
            }
        });
        return rows;
    }

    /** A day with the revenue of it and of all days before, oldest first. */
    private interface Daily {
        List<Object> row(LocalDate day, List<BigDecimal> revenue);
    }

    private List<String> days(Asked asked, Daily daily) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows.text();
        }
        LocalDate last = Covered.of(sales).last();
        Facts.group(sales, Sale::currency).forEach((currency, lines) -> {
            Map<LocalDate, List<Sale>> perDay = Facts.group(lines, Sale::day);
            List<BigDecimal> revenue = new ArrayList<>();
            for (LocalDate day = Collections.min(perDay.keySet()); !day.isAfter(last); day = day.plusDays(1)) {
                revenue.add(Facts.revenue(perDay.getOrDefault(day, List.of())));
                if (asked.span(day, day)) {
                    rows.add(day.toString(), currency, daily.row(day, revenue));
                }
            }
        });
        return rows.sort(1, 2).text();
    }

    private static BigDecimal last(List<BigDecimal> revenue, int days) {
        return revenue.subList(Math.max(0, revenue.size() - days), revenue.size()).stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal average(List<BigDecimal> revenue, int days) {
        return revenue.size() < days ? null : Facts.ratio(last(revenue, days), days);
    }

    private List<Object> movingAverage(LocalDate day, List<BigDecimal> revenue) {
        List<Object> row = new ArrayList<>();
        row.add(revenue.get(revenue.size() - 1));
        row.add(average(revenue, 7));
        row.add(average(revenue, 28));
        return row;
    }

    private List<Object> runningTotal(LocalDate day, List<BigDecimal> revenue) {
        return List.of(
                revenue.get(revenue.size() - 1), last(revenue, revenue.size()), last(revenue, day.getDayOfYear()));
    }

    private List<Object> features(LocalDate day, List<BigDecimal> revenue) {
        List<Object> row = new ArrayList<>();
        row.add(revenue.get(revenue.size() - 1));
        row.add(day.getDayOfWeek().getValue());
        row.add(day.getMonthValue());
        row.add(day.getDayOfWeek().getValue() >= 6);
        row.add(revenue.size() < 2 ? null : revenue.get(revenue.size() - 2));
        row.add(average(revenue, 3));
        row.add(revenue.size() < 3 ? null : deviation(revenue.subList(revenue.size() - 3, revenue.size())));
        return row;
    }

    private static BigDecimal deviation(List<BigDecimal> three) {
        BigDecimal mean = last(three, 3).divide(BigDecimal.valueOf(3), MathContext.DECIMAL128);
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal value : three) {
            squares = squares.add(value.subtract(mean).pow(2));
        }
        return squares.divide(BigDecimal.valueOf(2), MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128)
                .setScale(2, RoundingMode.HALF_UP);
    }

    private List<String> forecast(Asked asked) {
        List<Sale> sales = facts.till(asked);
        Rows rows = new Rows();
        if (sales.isEmpty()) {
            return rows.text();
        }
        Covered covered = Covered.of(sales);
        YearMonth newest = YearMonth.from(covered.last());
        YearMonth end = covered.running(newest) ? newest : newest.plusMonths(1);
        Facts.group(sales, Sale::currency).forEach((currency, lines) -> {
            Map<YearMonth, List<Sale>> perMonth = Facts.group(lines, Sale::month);
            YearMonth first = Collections.min(perMonth.keySet());
            Function<YearMonth, BigDecimal> whole =
                    month -> month.isBefore(first) || month.atDay(1).isBefore(covered.first()) || covered.running(month)
                            ? null
                            : Facts.revenue(perMonth.getOrDefault(month, List.of()));
            for (YearMonth month = first; !month.isAfter(end); month = month.plusMonths(1)) {
                BigDecimal mean = BigDecimal.ZERO;
                for (int back = 1; back <= 3 && mean != null; back++) {
                    BigDecimal before = whole.apply(month.minusMonths(back));
                    mean = before == null ? null : mean.add(before);
                }
                BigDecimal moving = mean == null ? null : Facts.ratio(mean, 3);
                BigDecimal seasonal = whole.apply(month.minusMonths(12));
                if (asked.span(month.atDay(1), month.atEndOfMonth())) {
                    rows.add(
                            month.toString(),
                            currency,
                            month.isAfter(newest) ? null : Facts.revenue(perMonth.getOrDefault(month, List.of())),
                            moving,
                            seasonal,
                            Facts.growth(moving, whole.apply(month)),
                            Facts.growth(seasonal, whole.apply(month)),
                            month.isAfter(newest)
                                    ? "next"
                                    : covered.running(month)
                                            ? "running"
                                            : month.atDay(1).isBefore(covered.first()) ? "starts late" : "whole");
                }
            }
        });
        return rows.sort(1, 2).text();
    }
}
