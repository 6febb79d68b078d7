package io.tillstream.cli;

import io.tillstream.operations.load.LoadStatus;
import io.tillstream.operations.query.TableFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far loading has come. */
@Command(
        name = "status",
        description = "Show what is loaded, what is waiting, how the loader's last run ended, and what to do next.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing failed; sets may be waiting, or loading may be paused",
            "1:sets are waiting and the last attempt failed, or a component did not answer",
            "2:wrong usage, or no data; on AWS, no credentials, no region or no such environment",
            "3:sets are waiting until somebody acts; on AWS, access denied"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./tillstream load status --format json", "  ./tillstream load status --target aws:tillstream-dev"})
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
        return options.run(site -> {
            LoadStatus status = site.status();
            System.out.print(format == TableFormat.TABLE ? status.text(site.option()) : format.render(status.table()));
            return status.needsManualAction() ? 3 : status.isFailing() ? 1 : 0;
        });
    }
}
