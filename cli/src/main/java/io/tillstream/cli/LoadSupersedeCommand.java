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
        description = "Publish a revision of a load set that cannot be loaded, computed again from Gold, and load it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the revision is published and, unless loading is paused, loaded",
            "1:it was not published, or the load failed and may succeed later",
            "2:wrong usage, no data or such environment, or the set is in the warehouse already",
            "3:the revision cannot be loaded before a person has acted; on AWS, access denied"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  The revision covers the same batches as the set, with files of its own: batch.r2.json, then batch.r3.json. The set",
            "  itself stays as it is (invariant 6). Gold must still keep its snapshots at both ends of the range (docs/explanation/gold.md).",
            "  On AWS the Glue job PREFIX-supersede does it; its states are shown. A start takes about a minute.",
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
            description = "Why, on one line of at most 500 characters; it stands in the batch file.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        if (number < 1) {
            throw new CommandException.Usage("NUMBER counts from 1, it is " + number + ".");
        }
        if (!reason.matches(REASON) || reason.isBlank() || reason.startsWith("--")) {
            throw new CommandException.Usage(
                    "--reason must be one line of 1 to 500 characters that does not begin with --.");
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
                    "Load set " + number + " is in the warehouse, which is at load set " + status.loaded()
                            + ": it needs no revision. If the warehouse is wrong, ./tillstream audit says where.");
        }
        if (status.waiting().stream().noneMatch(set -> set.number() == number)) {
            throw new CommandException.Usage(
                    "Load set " + number + " is not published. ./tillstream load status says what is.");
        }
    }
}
