package io.tillstream.infra.cli;

import io.tillstream.infra.cost.Bill;
import io.tillstream.infra.cost.CostModel;
import io.tillstream.infra.cost.PriceList;
import io.tillstream.infra.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code destroy} leaves where data is kept: the stacks that hold it, and the network in which two of them are.
 *
 * @param settings the environment
 */
record Remains(Settings settings) {
    /** Stages that stay, because they hold data or because those that do are in their network. */
    static final Set<String> STAGES = Set.of("lake", "network", "stream", "warehouse");

    private static final List<String> BILLED =
            List.of("Kafka", "Network", "Lake: storage", "Warehouse: storage", "Key, secret");

    /** Returns what stays and what a month of it costs, as lines. */
    List<String> text() {
        List<Bill.Line> lines = new CostModel(PriceList.bundled(PriceList.BUNDLED.get(0)))
                .bill(settings, 0).lines().stream()
                        .filter(line -> BILLED.stream().anyMatch(line.component()::startsWith))
                        .filter(line -> line.usd().signum() > 0)
                        .toList();
        BigDecimal total = lines.stream().map(Bill.Line::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
        String prefix = settings.environment().prefix();
        List<String> text = new ArrayList<>();
        text.add("These stacks stay, with all data: "
                + STAGES.stream().sorted().map(stage -> prefix + "-" + stage).collect(Collectors.joining(", ")) + ".");
        text.add(String.format(
                Locale.ROOT,
                "What stays costs about %,.2f USD a month (list prices of us-east-1), and what is stored on top of it: %s.",
                total,
                lines.stream()
                        .map(line -> String.format(Locale.ROOT, "%s %,.2f", line.component(), line.usd()))
                        .collect(Collectors.joining(", "))));
        text.add("To delete it as well: docs/how-to/deploy.md, Taking it down.");
        return text;
    }
}
