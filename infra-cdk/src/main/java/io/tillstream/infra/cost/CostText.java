package io.tillstream.infra.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an estimate for people: as text, or as the sections of a Markdown page. */
final class CostText {
    private CostText() {}

    static String text(Estimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add(title(estimate));
        lines.add("");
        for (Bill.Line line : estimate.bill().lines()) {
            lines.add(String.format(Locale.ROOT, "  %-30s %10s  %s", line.component(), usd(line.usd()), line.how()));
        }
        lines.add(String.format(
                Locale.ROOT, "  %-30s %10s", "total", usd(estimate.bill().total())));
        if (!estimate.needed().isEmpty()) {
            lines.add("");
            lines.add("This volume needs: --set " + String.join(" --set ", estimate.needed()));
        }
        lines.add("");
        lines.add("Ways to save, each on its own:");
        for (Alternatives.Alternative alternative : estimate.alternatives()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  saves %8s  %s (%s)",
                    usd(alternative.saves()),
                    alternative.what(),
                    alternative.price()));
        }
        lines.add("");
        lines.add(footnote(estimate.prices()));
        return String.join("\n", lines) + "\n";
    }

    static String markdown(Estimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add("| component | USD per month | basis |");
        lines.add("| --- | ---: | --- |");
        for (Bill.Line line : estimate.bill().lines()) {
            lines.add("| " + line.component() + " | " + usd(line.usd()) + " | " + line.how() + " |");
        }
        lines.add("| **total** | **" + usd(estimate.bill().total()) + "** | |");
        lines.add("");
        if (!estimate.needed().isEmpty()) {
            lines.add("This volume needs " + code(estimate.needed()) + ".");
            lines.add("");
        }
        lines.add("| way to save, each on its own | saves | at the price of |");
        lines.add("| --- | ---: | --- |");
        for (Alternatives.Alternative alternative : estimate.alternatives()) {
            lines.add("| " + code(List.of(alternative.what().split(" ", -1))) + " | " + usd(alternative.saves()) + " | "
                    + alternative.price() + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    static String priceTable(PriceList prices) {
        List<String> lines = new ArrayList<>();
        lines.add("| price | USD | unit | source | date | confidence |");
        lines.add("| --- | ---: | --- | --- | --- | --- |");
        for (PriceItem item : PriceItem.values()) {
            Price price = prices.prices().get(item);
            lines.add("| " + item.key() + " | " + price.usd().toPlainString() + " | " + price.unit() + " | "
                    + price.source() + " | " + price.date() + " | "
                    + price.confidence().name().toLowerCase(Locale.ROOT) + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String title(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%s GB of sales per day in %s, as JSON on the topic: USD in the twelfth month, list prices without tax;"
                        + " till to fact within %d minutes",
                plain(estimate.gbPerDay()),
                estimate.prices().region(),
                estimate.settings().monitoring().freshnessMinutes());
    }

    static String footnote(PriceList prices) {
        LocalDate oldest = prices.prices().values().stream()
                .map(Price::date)
                .min(LocalDate::compareTo)
                .orElseThrow();
        List<String> weak = prices.prices().entrySet().stream()
                .filter(price -> price.getValue().confidence() == Price.Confidence.LOW)
                .map(Map.Entry::getKey)
                .sorted()
                .map(PriceItem::key)
                .toList();
        return "Prices with source, date and confidence, and all assumptions: docs/reference/costs.md. The oldest price is from "
                + oldest
                + "; least certain: " + (weak.isEmpty() ? "none" : String.join(", ", weak))
                + ". No real bill has been compared with this yet: check Cost Explorer after a day.";
    }

    private static String code(List<String> settings) {
        return "`" + String.join("`, `", settings) + "`";
    }

    static String usd(BigDecimal sum) {
        return String.format(Locale.ROOT, "%,.2f", sum);
    }

    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
