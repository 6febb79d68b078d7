package io.tillstream.cli;

import io.tillstream.operations.load.LoadPause;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a pause and loads what waits. */
@Command(
        name = "resume",
        description = "Resume loading and load everything that is waiting.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no load set is waiting",
            "1:a load failed; it may succeed later",
            "2:wrong usage, or no data; on AWS, no credentials, no region or no such environment",
            "3:a set cannot be loaded until somebody acts; on AWS, access denied"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./tillstream load resume", "  ./tillstream load resume --target aws:tillstream-dev"})
public final class LoadResumeCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.run(site -> {
            LoadPause.clear(site.s3(), site.bucket());
            LoadWake.redrive(site);
            return 0;
        });
    }
}
