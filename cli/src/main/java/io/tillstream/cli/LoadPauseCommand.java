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
        description = "Stop loading after the current load set, until ./tillstream load resume.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:loading is paused",
            "1:a component did not answer",
            "2:wrong usage, or no data; on AWS, no credentials, no region or no such environment",
            "3:on AWS, access denied"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The switch is the object state/load-paused.json in the lake. It survives restarts. A set that is being",
            "  loaded is finished; sets that are published meanwhile wait.",
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
            description = "Why; ./tillstream load status shows it.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        return options.runOnLake(site -> {
            LoadPause.set(site.s3(), site.bucket(), reason, Instant.now());
            System.out.println("Loading is paused. To resume it: ./tillstream load resume" + site.option());
            return 0;
        });
    }
}
