package io.tillstream.producer.cli;

import io.tillstream.producer.catalogue.CatalogueWriter;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.Mappings;
import io.tillstream.producer.run.Counts;
import io.tillstream.producer.run.Outcome;
import io.tillstream.producer.run.RunReport;
import io.tillstream.producer.source.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a catalogue. */
@Command(
        name = "catalogue",
        description = "Writes a canonical product catalogue from files, using a mapping of kind: catalogue. If any row"
                + " cannot be used, nothing is written.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the catalogue was written",
            "1:failed, or rows are at fault; nothing was written",
            "2:wrong usage, mapping or files; nothing was written"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./tillstream catalogue --mapping hourly_orders_products"
                    + " --out reference/products/shop.csv products.csv"
        })
final class CatalogueCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "NAME|FILE",
            description = "A bundled mapping (./tillstream mapping list) or your own file.")
    private String mapping;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The CSV file to write: source,product_id,product_name,category,sub_category,unit_price.")
    private Path out;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or patterns in quotes.")
    private List<String> files;

    private final CliContext context;

    CatalogueCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Mapping loaded = new Mappings().load(mapping);
        loaded.requireDecided();
        CatalogueWriter writer = new CatalogueWriter(loaded);
        try (RunReport report = context.report("catalogue", Optional.of(loaded.name()))) {
            int products = writer.write(InputFiles.find(files), out);
            report.result(
                    Outcome.DONE,
                    new Counts(writer.read(), 0, 0, writer.read()),
                    Map.of("products", products, "out", out.toString()));
        }
        return 0;
    }
}
