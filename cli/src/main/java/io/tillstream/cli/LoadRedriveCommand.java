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
                "Wake the loader: it loads every set that is not in the warehouse yet, including one that has just"
                        + " failed.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no load set is waiting",
            "1:a load failed and may succeed later, or loading is paused",
            "2:wrong usage, or no data; on AWS, no credentials, no region or no such environment",
            "3:a set cannot be loaded until somebody acts; on AWS, access denied"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  It is always safe: what is already loaded is not loaded again (invariant 7). On AWS it invokes the",
            "  loader's function and waits for it, up to 15 minutes. Messages in the dead-letter queue stay there:",
            "  see docs/how-to/runbooks/load-dead-letter.md.",
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
                throw new CommandException.Failed("Loading is " + pause.text()
                        + ". To resume, and load what is waiting: ./tillstream load resume" + site.option());
            });
            LoadWake.redrive(site);
            return 0;
        });
    }
}
