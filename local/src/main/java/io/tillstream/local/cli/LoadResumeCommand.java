package io.tillstream.local.cli;

import io.tillstream.local.load.LoadPause;
import io.tillstream.local.pipeline.Instance;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a pause and loads what waits. */
@Command(
        name = "resume",
        description = "End a pause and load what waits.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing waits any more",
            "1:a load failed; it may succeed later",
            "2:wrong usage, or no data",
            "3:a set cannot be loaded before a person has acted"
        },
        footerHeading = "%nExamples:%n",
        footer = "  ./tillstream load resume")
public final class LoadResumeCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.run((directory, cleanup) -> {
            Instance instance = LoadWake.attach(directory, cleanup);
            LoadPause.clear(instance.s3(), Instance.BUCKET);
            LoadWake.redrive(instance);
            return 0;
        });
    }
}
