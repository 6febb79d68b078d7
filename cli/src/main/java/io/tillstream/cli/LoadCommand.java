package io.tillstream.cli;

import picocli.CommandLine.Command;

/** What an operator does about the loading of the warehouse. */
@Command(
        name = "load",
        description = "Look at the loading of the warehouse, pause and resume it, try again, replace a load set.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            LoadStatusCommand.class,
            LoadPauseCommand.class,
            LoadResumeCommand.class,
            LoadRedriveCommand.class,
            LoadSupersedeCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a failure that may pass, or a part did not answer",
            "2:wrong usage, or no data",
            "3:a set cannot be loaded before a person has acted"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  A load set is loaded as a whole, in one transaction, or not at all; sets are loaded in the order of their numbers",
            "  (invariant 7). One that cannot be loaded stops those after it until it is superseded or the cause is gone.",
            "  The commands use the instance that runs on the data directory, or start what they need. With --target aws:NAME",
            "  they work on AWS and start nothing here; docs/how-to/operating-on-aws.md has the rights that you need.",
            "",
            "Examples:",
            "  ./tillstream load status",
            "  ./tillstream load pause --reason \"the warehouse is being restored\"",
            "  ./tillstream load supersede 7 --reason \"a data file was lost\""
        })
public final class LoadCommand {}
