package io.tillstream.infra.cost;

import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a month costs. Needs no account, no Node and no network. */
@Command(
        name = "cost",
        description =
                "Compares what the presets cost per month; with --preset, shows the bill by component and ways to save.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:wrong usage, settings or price file"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream cost",
            "  ./tillstream cost --gb-per-day 50 --preset prod",
            "  ./tillstream cost --gb-per-day 1 --preset dev --freshness 60",
            "  ./tillstream cost --gb-per-day 1000 --preset prod --set msk-type=express --prices prices-eu-central-1.json"
        })
public final class CostCommand implements Callable<Integer> {
    private static final double MOST_GB = 1_000_000;

    @Option(
            names = "--gb-per-day",
            paramLabel = "GB",
            defaultValue = "1",
            description =
                    "Sales per day as JSON on the topic, in GB of 2^30 bytes; a sale has about 420 bytes (default: ${DEFAULT-VALUE}).")
    private double gbPerDay;

    @Option(
            names = "--freshness",
            paramLabel = "MIN",
            description = "Objective from till to fact in minutes (default: from the preset).")
    private Integer freshness;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "us-east-1",
            description = "Region whose prices are used (default: ${DEFAULT-VALUE}).")
    private String region;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Your own prices, in the format of the bundled file.")
    private Path prices;

    @Option(
            names = "--preset",
            paramLabel = "small|dev|prod",
            description = "The preset whose bill is shown line by line (default: all presets are compared).")
    private String preset;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting from docs/how-to/deploy.md; can be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (!(gbPerDay > 0 && gbPerDay <= MOST_GB)) {
            err.println("--gb-per-day: " + gbPerDay + " must be above 0 and at most 1000000");
            return CommandLine.ExitCode.USAGE;
        }
        try {
            PriceList list = prices == null ? PriceList.bundled(region) : PriceList.file(prices);
            spec.commandLine().getOut().print(text(list));
            spec.commandLine().getOut().flush();
            return CommandLine.ExitCode.OK;
        } catch (SettingsException | PriceFileException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private String text(PriceList list) {
        Optional<Integer> objective = Optional.ofNullable(freshness);
        return preset == null
                ? Comparison.of(gbPerDay, objective, values, list).text()
                : CostText.text(Estimate.of(gbPerDay, Preset.of(preset), objective, values, list));
    }
}
