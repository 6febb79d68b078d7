package io.tillstream.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.audit.Audit;
import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.LedgerJson;
import io.tillstream.operations.audit.LedgerText;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.display.QuietDisplay;
import io.tillstream.operations.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves that every sale was counted exactly once (invariant 8). */
@Command(
        name = "audit",
        description = "Print the row ledger: where every record of Kafka is, and whether all tables agree.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the ledger balances", "1:it does not balance, or a part failed", "2:wrong usage, or no data"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  The audit starts at the last load of the warehouse and looks at everything up to it; records behind it are shown",
            "  as in flight. It uses the instance that runs on the data directory, or starts what it needs.",
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

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".tillstream",
            description = "Data directory of the pipeline (default ${DEFAULT-VALUE}).")
    private Path dataDirectory;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory directory = DataDirectory.at(dataDirectory);
        LogFile.in(directory);
        try (Cleanup cleanup = Cleanup.registered()) {
            return Interrupted.hidden(cleanup, () -> {
                Ledger ledger = audit(directory, cleanup);
                System.out.print(
                        switch (format) {
                            case TABLE -> LedgerText.of(ledger);
                            case JSON -> json(ledger);
                        });
                return ledger.balanced() ? 0 : 1;
            });
        }
    }

    private static Ledger audit(DataDirectory directory, Cleanup cleanup) throws InterruptedException {
        Instance instance = Attachment.to(
                directory,
                "audit",
                Set.of(Instance.Part.BROKER, Instance.Part.S3, Instance.Part.WAREHOUSE, Instance.Part.SPARK),
                Set.of(Instance.Part.SPARK),
                cleanup);
        Topic topic = instance.topic();
        return new Audit(instance, instance.chains(instance.s3()), instance.warehouse())
                .ledger(topic.ends(), new QuietDisplay());
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
