package io.tillstream.cli;

import io.tillstream.operations.aws.Deployment;
import io.tillstream.operations.aws.Target;
import io.tillstream.operations.display.Paragraph;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.load.LoadStatus;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.query.TableFormat;
import io.tillstream.operations.query.TextTable;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.operations.sources.SourceTotals;
import io.tillstream.operations.status.DeployedStatus;
import io.tillstream.operations.status.PipelineStatus;
import io.tillstream.operations.status.StageHistory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far each stage is. */
@Command(
        name = "status",
        description = "Show each stage's state, lag, freshness, last batch and last error.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no stage failed when it last ran; some may be behind",
            "1:a stage failed when it last ran, or a component did not answer",
            "2:wrong usage, or no data; on AWS, no credentials, no region or no such environment",
            "3:on AWS, access denied: somebody must grant it"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  Lag is computed from the data itself: the ends of Kafka's log, Bronze's chains, the tables' metadata,",
            "  the load ledger. The last error of a stage stays visible, with its time, after later runs have",
            "  succeeded. If no instance is running on the data directory, broker, S3 and PostgreSQL are started to",
            "  read them. With --target aws:NAME it shows the runs of Silver and Gold, the loading, the newest sale",
            "  in the warehouse and the nightly comparison; Kafka and Bronze are on the dashboard PREFIX.",
            "  docs/how-to/operating-on-aws.md lists the permissions that you need.",
            "",
            "Examples:",
            "  ./tillstream status",
            "  ./tillstream status --target aws:tillstream-dev",
            "  ./tillstream status --format json"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final int ERROR_CHARACTERS = 100;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private TableFormat format;

    @Mixin
    private DataDirectoryOption data;

    @Mixin
    private TargetOptions where;

    @Mixin
    private LakeOption lake;

    @Override
    public Integer call() throws InterruptedException {
        Target target = where.target();
        Optional<String> lakeBucket = lake.bucket(target);
        if (target instanceof Target.Aws aws) {
            return deployed(aws, lakeBucket);
        }
        return local();
    }

    private int deployed(Target.Aws aws, Optional<String> lakeBucket) throws InterruptedException {
        return CommandRun.of(cleanup -> {
            Deployment deployment = where.deployment(aws, cleanup);
            LoadSite site = deployment.loading(lakeBucket);
            LoadStatus loading = LakeOption.reachable(site, LoadSite::status);
            DeployedStatus status =
                    new DeployedStatus(deployment.pipeline(), deployment.reconcile(), loading, deployment.warehouse());
            ResultTable table = status.table(Instant.now());
            System.out.print(format.render(format == TableFormat.TABLE ? table.shortened(ERROR_CHARACTERS) : table));
            return status.isFailing() ? 1 : 0;
        });
    }

    private int local() throws InterruptedException {
        return data.onMachine((machine, cleanup) -> {
            OptionalLong running = machine.runningProcess(data.path());
            LocalPipeline pipeline = machine.attach(
                    data.path(), "status", Set.of(Part.BROKER, Part.S3, Part.WAREHOUSE), Set.of(), cleanup);
            if (format == TableFormat.TABLE) {
                // First: it needs no part, and says why a part may not answer now.
                System.out.print(running(running) + "\n" + lastRun(pipeline.history()) + "\n");
            }
            ResultTable table = new PipelineStatus(pipeline).table(Instant.now());
            System.out.print(text(table, pipeline.sources()));
            return pipeline.history().stages().values().stream().anyMatch(StageHistory.Entry::failing) ? 1 : 0;
        });
    }

    private static String lastRun(StageHistory history) {
        StageHistory.Entry run = history.of(StageHistory.RUN);
        return run.failing()
                ? Paragraph.of(
                        "The last run failed at ",
                        TextTable.printable((run.failedAt() + ": " + run.error()).replaceAll("\\s+", " ")))
                : "";
    }

    /** For a person, errors follow the table, which would be too wide with them. */
    private String text(ResultTable table, SourceLedger sources) {
        if (format != TableFormat.TABLE) {
            return format.render(table);
        }
        StringBuilder text = new StringBuilder(format.render(table.withoutLast()));
        int error = table.columns().size() - 1;
        for (List<String> row : table.rows()) {
            if (!row.get(error).isEmpty()) {
                String printable = TextTable.printable(row.get(error).replaceAll("\\s+", " "));
                text.append('\n').append(Paragraph.of(row.get(0) + " last failed at ", printable));
            }
        }
        return text.append(files(sources)).toString();
    }

    private static String files(SourceLedger sources) {
        StringBuilder text = new StringBuilder();
        for (SourceTotals source : sources.totals()) {
            text.append(text.isEmpty() ? "\n" : "")
                    .append(Paragraph.of(
                            "",
                            String.format(
                                    Locale.ROOT,
                                    "Files through mapping %s: %,d rows read, %,d sent, %,d rejected%s.",
                                    source.source(),
                                    source.read(),
                                    source.sent(),
                                    source.rejected(),
                                    source.rejected() == 0 ? "" : " (./tillstream rejects lists them)")));
            source.endedEarly().forEach(sentence -> text.append(Paragraph.of("  ", sentence)));
        }
        return text.toString();
    }

    private String running(OptionalLong process) {
        String directory = data.path().toAbsolutePath().normalize().toString();
        return process.isPresent()
                ? "An instance is running on " + directory + " (process " + process.getAsLong() + ")."
                : "No instance is running on " + directory + ".";
    }
}
