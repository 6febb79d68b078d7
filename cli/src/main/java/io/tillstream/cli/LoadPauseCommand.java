package io.tillstream.cli;

import io.tillstream.operations.load.LoadPause;
import java.time.Instant;
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
        exitCodeList = {
            "0:loading is paused",
            "1:a part did not answer",
            "2:wrong usage, or no data; on AWS no credentials, region or such environment",
            "3:on AWS, access denied"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  The switch is the object state/load-paused.json in the lake. It lasts through restarts; a set that is being",
            "  loaded is finished. Load sets are published meanwhile and wait.",
            "",
            "Examples:",
            "  ./tillstream load pause --reason \"the warehouse is being restored\"",
            "  ./tillstream load pause --reason \"a resize\" --target aws:tillstream-dev"
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
        return options.runOnLake(site -> {
            LoadPause.set(site.s3(), site.bucket(), reason, Instant.now());
            System.out.println("Loading is paused. ./tillstream load resume" + site.option() + " ends that.");
            return 0;
        });
    }
}
