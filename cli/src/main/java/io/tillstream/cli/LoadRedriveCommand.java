package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.load.LoadPause;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads what waits, now. */
@Command(
        name = "redrive",
        description =
                "Wake the loader: it loads every set that the warehouse lacks, also one that failed a moment ago.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing waits any more",
            "1:a load failed and may succeed later, or loading is paused",
            "2:wrong usage, or no data; on AWS no credentials, region or such environment",
            "3:a set cannot be loaded before a person has acted; on AWS, access denied"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  It is always safe: what is loaded already is not loaded again (invariant 7). On AWS the loader's function is",
            "  invoked and waited for, up to 15 minutes. Messages of the dead-letter queue stay there:",
            "  docs/how-to/runbooks/load-dead-letter.md.",
            "",
            "Examples:",
            "  ./tillstream load redrive",
            "  ./tillstream load redrive --target aws:tillstream-dev"
        })
public final class LoadRedriveCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.run(site -> {
            LoadPause.read(site.s3(), site.bucket()).ifPresent(pause -> {
                throw new CommandException.Failed("Loading is " + pause.text() + ". ./tillstream load resume"
                        + site.option() + " ends that and loads what waits.");
            });
            LoadWake.redrive(site);
            return 0;
        });
    }
}
