package io.tillstream.local.cli;

import io.tillstream.local.load.LoadStatus;
import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.query.TableFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where loading stands. */
@Command(
        name = "status",
        description = "Show what is loaded, what waits, how the loader's last run ended, and what to do next.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing failed; sets may wait, or loading may be paused",
            "1:sets wait and the last try failed, or a part did not answer",
            "2:wrong usage, or no data",
            "3:sets wait and a person must act first"
        },
        footerHeading = "%nExamples:%n",
        footer = "  ./tillstream load status --format json")
public final class LoadStatusCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private TableFormat format;

    @Override
    public Integer call() throws InterruptedException {
        return options.run((directory, cleanup) -> {
            Instance instance = Attachment.to(
                    directory, "load", Set.of(Instance.Part.S3, Instance.Part.WAREHOUSE), Set.of(), cleanup);
            LoadStatus status = LoadStatus.read(instance.s3(), Instance.BUCKET, instance.warehouse());
            System.out.print(format == TableFormat.TABLE ? status.text() : format.render(status.table()));
            return status.needsPerson() ? 3 : status.isFailing() ? 1 : 0;
        });
    }
}
