package io.tillstream.producer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about mappings. */
@Command(
        name = "mapping",
        description = "Drafts, checks, lists and shows mappings: how the rows of your files become sale events"
                + " (docs/how-to/mappings.md).",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; the mapping is valid",
            "1:rows of the data would be rejected",
            "2:wrong usage, or an error in the mapping"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream mapping init exports/2024-01.csv --out shop.yaml",
            "  ./tillstream mapping check shop.yaml 'exports/*.csv'",
            "  ./tillstream mapping list",
            "  ./tillstream mapping show pizza_sales"
        })
final class MappingCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    static CommandLine with(CliContext context) {
        return new CommandLine(new MappingCommand())
                .addSubcommand(new MappingInitCommand(context))
                .addSubcommand(new MappingCheckCommand(context))
                .addSubcommand(new MappingListCommand())
                .addSubcommand(new MappingShowCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: init, check, list or show");
    }
}
