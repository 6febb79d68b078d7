package io.tillstream.local.cli;

import io.tillstream.local.load.LoadPause;
import io.tillstream.local.pipeline.Instance;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops loading until it is resumed. */
@Command(
        name = "pause",
        description = "Load nothing from the next load set on, until ./tillstream load resume.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:loading is paused", "1:a part did not answer", "2:wrong usage, or no data"},
        footerHeading = "%nHow:%n",
        footer = {
            "  The switch is the object state/load-paused.json in the lake. It lasts through restarts; a set that is being",
            "  loaded is finished. Load sets are published meanwhile and wait.",
            "",
            "Examples:",
            "  ./tillstream load pause --reason \"the warehouse is being restored\""
        })
public final class LoadPauseCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why, for whoever looks at the status.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        return options.run((directory, cleanup) -> {
            Instance instance = Attachment.to(directory, "load", Set.of(Instance.Part.S3), Set.of(), cleanup);
            LoadPause.set(instance.s3(), Instance.BUCKET, reason, Instant.now());
            System.out.println("Loading is paused. ./tillstream load resume ends that.");
            return 0;
        });
    }
}
