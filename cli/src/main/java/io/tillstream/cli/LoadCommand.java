package io.tillstream.cli;

import picocli.CommandLine.Command;

/** Commands for the loading of the warehouse. */
@Command(
        name = "load",
        description = "Show how the warehouse is being loaded; pause or resume loading; retry or replace a load set.",
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
            "1:a temporary failure, or a component did not answer",
            "2:wrong usage, or no data",
            "3:a set cannot be loaded until somebody acts"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  A load set is loaded as a whole, in one transaction, or not at all; sets are loaded in the order of",
            "  their numbers (invariant 7). A set that cannot be loaded blocks those after it until it is superseded",
            "  or the cause is fixed. The commands use the instance that is running on the data directory, or start",
            "  what they need. With --target aws:NAME they work on AWS and start nothing on this machine;",
            "  docs/how-to/operating-on-aws.md lists the permissions that you need.",
            "",
            "Examples:",
            "  ./tillstream load status",
            "  ./tillstream load pause --reason \"the warehouse is being restored\"",
            "  ./tillstream load supersede 7 --reason \"a data file was lost\""
        })
public final class LoadCommand {}
