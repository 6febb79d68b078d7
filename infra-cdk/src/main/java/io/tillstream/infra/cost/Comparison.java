package io.tillstream.infra.cost;

import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the presets cost at one volume, side by side.
 *
 * @param gbPerDay sales a day, GB
 * @param presets one for each preset, in their order
 * @param prices what they are billed with
 */
record Comparison(double gbPerDay, List<OfPreset> presets, PriceList prices) {
    private static final int LARGEST = 3;

    /**
     * The cost of a preset.
     *
     * @param preset the preset
     * @param fixed what a month costs without a sale and without an analyst's query
     * @param total what the twelfth month costs at the volume
     * @param largest the largest lines of that bill
     * @param needed settings that the volume asks for beyond the preset
     */
    record OfPreset(Preset preset, BigDecimal fixed, BigDecimal total, List<Bill.Line> largest, List<String> needed) {}

    static Comparison of(
            double gbPerDay, Optional<Integer> freshnessMinutes, Map<String, String> given, PriceList prices) {
        List<OfPreset> presets = Arrays.stream(Preset.values())
                .map(preset -> ofPreset(preset, gbPerDay, freshnessMinutes, given, prices))
                .toList();
        return new Comparison(gbPerDay, presets, prices);
    }

    /** Returns what a month costs without a sale and without an analyst's query: everything is there and runs, and finds nothing. */
    static BigDecimal fixed(CostModel model, Settings settings) {
        return model.bill(settings, 0).lines().stream()
                .filter(line -> !line.component().equals(CostModel.ANALYSTS))
                .map(Bill.Line::usd)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static OfPreset ofPreset(
            Preset preset,
            double gbPerDay,
            Optional<Integer> freshnessMinutes,
            Map<String, String> given,
            PriceList prices) {
        Estimate estimate = Estimate.of(gbPerDay, preset, freshnessMinutes, given, prices);
        return new OfPreset(
                preset,
                fixed(new CostModel(prices), estimate.settings()),
                estimate.bill().total(),
                estimate.bill().lines().stream()
                        .sorted(Comparator.comparing(Bill.Line::usd).reversed())
                        .limit(LARGEST)
                        .toList(),
                estimate.needed());
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(CostText.plain(gbPerDay) + " GB of sales per day in " + prices.region()
                + ": USD per month by preset, list prices without tax");
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "  %-8s %12s %12s  %s", "preset", "fixed", "total", "the three largest lines"));
        for (OfPreset preset : presets) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-8s %12s %12s  %s",
                    preset.preset.label(),
                    CostText.usd(preset.fixed),
                    CostText.usd(preset.total),
                    largest(preset)));
        }
        presets.stream().filter(preset -> !preset.needed.isEmpty()).forEach(preset -> {
            lines.add("");
            lines.add("This volume needs with preset " + preset.preset.label() + ": --set "
                    + String.join(" --set ", preset.needed));
        });
        lines.add("");
        lines.add("fixed: without a sale and without a query of an analyst. total: the twelfth month at this volume.");
        lines.add("All lines of a preset and ways to save: --preset NAME. " + CostText.footnote(prices));
        return String.join("\n", lines) + "\n";
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| preset | fixed | total | the three largest lines |");
        lines.add("| --- | ---: | ---: | --- |");
        presets.forEach(preset -> lines.add("| `" + preset.preset.label() + "` | " + CostText.usd(preset.fixed) + " | "
                + CostText.usd(preset.total) + " | " + largest(preset) + " |"));
        return String.join("\n", lines) + "\n";
    }

    private static String largest(OfPreset preset) {
        return String.join(
                ", ",
                preset.largest.stream()
                        .map(line -> line.component() + " " + CostText.usd(line.usd()))
                        .toList());
    }
}
