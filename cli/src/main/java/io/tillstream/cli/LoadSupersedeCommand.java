package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.load.LoadPause;
import io.tillstream.operations.load.LoadStatus;
import io.tillstream.operations.load.WaitingSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces a load set that cannot be loaded. */
@Command(
        name = "supersede",
        description = "Recompute from Gold a load set that cannot be loaded, publish it as a revision, and load it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the revision is published and, unless loading is paused, loaded",
            "1:it was not published, or the load failed and may succeed later",
            "2:wrong usage, no data, no such environment, or the set is already in the warehouse",
            "3:the revision cannot be loaded until somebody acts; on AWS, access denied"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The revision covers the same batches as the set, but has its own files: batch.r2.json, then",
            "  batch.r3.json. The set itself does not change (invariant 6). Gold must still have its snapshots at",
            "  both ends of the range (docs/explanation/gold.md). On AWS the Glue job PREFIX-supersede does the work,",
            "  and its states are shown; it takes about a minute to start.",
            "",
            "Examples:",
            "  ./tillstream load supersede 7 --reason \"a data file was lost\" --target aws:tillstream-dev",
            "  ./tillstream load supersede 7 --reason \"a data file was lost\""
        })
public final class LoadSupersedeCommand implements Callable<Integer> {
    private static final String REASON = "[^\\p{Cntrl}]{1,500}";

    @Mixin
    private LoadOptions options;

    @Parameters(paramLabel = "NUMBER", description = "Number of the load set.")
    private long number;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in one line of at most 500 characters; it is written to the batch file.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        if (number < 1) {
            throw new CommandException.Usage("NUMBER must be at least 1, but is " + number + ".");
        }
        if (!reason.matches(REASON) || reason.isBlank() || reason.startsWith("--")) {
            throw new CommandException.Usage(
                    "--reason must be one line of 1 to 500 characters that does not start with --.");
        }
        return options.runWithSpark(site -> {
            LoadStatus before = site.status();
            requireWaiting(before);
            site.supersede(number, reason);
            System.out.println("Published "
                    + WaitingSet.find(number, site.s3(), site.bucket())
                            .orElseThrow()
                            .key() + ".");
            Optional<LoadPause> pause = LoadPause.read(site.s3(), site.bucket());
            if (pause.isPresent()) {
                System.out.println("Loading is " + pause.get().text() + ".");
                return 0;
            }
            site.redrive();
            LoadWake.report(before.loaded(), site.status());
            return 0;
        });
    }

    private void requireWaiting(LoadStatus status) {
        if (number <= status.loaded()) {
            throw new CommandException.Usage(
                    "Load set " + number + " is already in the warehouse (its newest is " + status.loaded()
                            + "), so it needs no revision. If the warehouse is wrong, ./tillstream audit shows where.");
        }
        if (status.waiting().stream().noneMatch(set -> set.number() == number)) {
            throw new CommandException.Usage(
                    "Load set " + number + " has not been published. ./tillstream load status lists those that wait.");
        }
    }
}
