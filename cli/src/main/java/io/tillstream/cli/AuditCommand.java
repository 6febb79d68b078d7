package io.tillstream.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.operations.audit.Audit;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.LedgerJson;
import io.tillstream.operations.audit.LedgerText;
import io.tillstream.operations.display.QuietDisplay;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that every sale was counted exactly once (invariant 8). */
@Command(
        name = "audit",
        description = "Print the row ledger: where every Kafka record is, and whether all tables agree.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the ledger balances",
            "1:it does not balance, or a component failed",
            "2:wrong usage, or no data"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The audit covers everything up to the last load of the warehouse; later records are shown as in",
            "  flight. It uses the instance that is running on the data directory, or starts what it needs.",
            "",
            "Examples:",
            "  ./tillstream audit",
            "  ./tillstream audit --data-dir /data/till --format json"
        })
public final class AuditCommand implements Callable<Integer> {
    /** Forms of the ledger. */
    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private DataDirectoryOption data;

    @Mixin
    private DataDirectoryOnly where;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws InterruptedException {
        where.require(
                "audit",
                "On AWS, ./tillstream status --target aws:NAME shows the result of the nightly comparison of lake"
                        + " and warehouse.");
        return data.onPipeline("audit", EnumSet.allOf(Part.class), Set.of(Part.SPARK), (pipeline, cleanup) -> {
            Ledger ledger = audit(pipeline);
            System.out.print(
                    switch (format) {
                        case TABLE -> LedgerText.of(ledger);
                        case JSON -> json(ledger);
                    });
            return ledger.balanced() ? 0 : 1;
        });
    }

    private static Ledger audit(LocalPipeline pipeline) {
        BronzeChains chains = new BronzeChains(pipeline.s3(), pipeline.bucket(), pipeline.topicName());
        return new Audit(pipeline, chains, pipeline.warehouse(), pipeline.sources())
                .ledger(pipeline.topic().ends(), new QuietDisplay());
    }

    private static String json(Ledger ledger) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(LedgerJson.full(ledger))
                    + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
