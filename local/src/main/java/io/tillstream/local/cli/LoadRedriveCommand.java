package io.tillstream.local.cli;

import io.tillstream.local.load.LoadPause;
import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.process.LocalRunException;
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
            "2:wrong usage, or no data",
            "3:a set cannot be loaded before a person has acted"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  It is always safe: what is loaded already is not loaded again (invariant 7). On AWS, hand back the messages of",
            "  the dead-letter queue instead: docs/runbooks/load-dead-letter.md.",
            "",
            "Examples:",
            "  ./tillstream load redrive"
        })
public final class LoadRedriveCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.run((directory, cleanup) -> {
            Instance instance = LoadWake.attach(directory, cleanup);
            LoadPause.read(instance.s3(), Instance.BUCKET).ifPresent(pause -> {
                throw new LocalRunException.Failed(
                        "Loading is " + pause.text() + ". ./tillstream load resume ends that and loads what waits.");
            });
            LoadWake.redrive(instance);
            return 0;
        });
    }
}
