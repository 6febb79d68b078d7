package io.tillstream.cli;

import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.RunningInstance;
import io.tillstream.operations.aws.Deployment;
import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.load.LoadStatus;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.query.TableFormat;
import io.tillstream.operations.status.DeployedStatus;
import io.tillstream.operations.status.PipelineStatus;
import io.tillstream.operations.status.StageHistory;
import io.tillstream.standins.postgres.WarehouseDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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
            "1:a stage failed when it last ran, or a part did not answer",
            "2:wrong usage, or no data; on AWS no credentials, region or such environment",
            "3:on AWS, access denied: somebody must grant it"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  Lag is counted from what is there: the log's ends, Bronze's chains, the tables' own metadata, the load ledger.",
            "  The last error of a stage stays shown, with its time, after the stage got through again. Where no instance runs",
            "  on the data directory, broker, S3 and PostgreSQL are started to ask them.",
            "  With --target aws:NAME the runs of Silver and Gold, the loading, the warehouse's newest sale and the nightly",
            "  comparison are shown; Kafka and Bronze are on the dashboard PREFIX. docs/how-to/operating-on-aws.md has the rights.",
            "",
            "Examples:",
            "  ./tillstream status",
            "  ./tillstream status --target aws:tillstream-dev",
            "  ./tillstream status --format json"
        })
public final class StatusCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private TableFormat format;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".tillstream",
            description = "Data directory of the pipeline (default ${DEFAULT-VALUE}).")
    private Path dataDirectory;

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
        try (Cleanup cleanup = Cleanup.registered()) {
            return Interrupted.hidden(cleanup, () -> {
                Deployment deployment = where.deployment(aws, cleanup);
                LoadSite site = deployment.loading(lakeBucket);
                LoadStatus loading = LakeOption.reachable(site, LoadSite::status);
                DeployedStatus status = new DeployedStatus(
                        deployment.pipeline(), deployment.reconcile(), loading, deployment.warehouse());
                System.out.print(format.render(status.table(Instant.now())));
                return status.isFailing() ? 1 : 0;
            });
        }
    }

    private static DataSource catalog(DataDirectory directory, Instance instance) {
        int port = instance.programs().ports().postgres();
        try {
            return WarehouseDatabase.dataSource(directory.postgres(), port, WarehouseDatabase.CATALOG);
        } catch (IOException e) {
            throw new CommandException.Failed(
                    "The password of the Iceberg catalog in " + directory.postgres() + " cannot be read: " + e
                            + ". Run as the user who started the pipeline.",
                    e);
        }
    }

    private int local() throws InterruptedException {
        DataDirectory directory = DataDirectory.at(dataDirectory);
        LogFile.in(directory);
        try (Cleanup cleanup = Cleanup.registered()) {
            return Interrupted.hidden(cleanup, () -> {
                String running = RunningInstance.read(directory)
                        .filter(instance -> ProcessHandle.of(instance.pid()).isPresent())
                        .map(instance ->
                                "An instance runs on " + directory.path() + " (process " + instance.pid() + ").")
                        .orElse("No instance runs on " + directory.path() + ".");
                Instance instance = Attachment.to(
                        directory,
                        "status",
                        Set.of(Instance.Part.BROKER, Instance.Part.S3, Instance.Part.WAREHOUSE),
                        Set.of(),
                        cleanup);
                StageHistory history = StageHistory.read(directory.stagesFile());
                ResultTable table = new PipelineStatus(
                                instance, instance.topic(), catalog(directory, instance), history)
                        .table(Instant.now());
                System.out.print((format == TableFormat.TABLE ? running + "\n\n" : "") + format.render(table));
                return history.stages().values().stream().anyMatch(StageHistory.Entry::failing) ? 1 : 0;
            });
        }
    }
}
