package io.tillstream.producer.cli;

import io.tillstream.commandline.EnvironmentDefaults;
import io.tillstream.commandline.HelpLayout;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.catalogue.CatalogueException;
import io.tillstream.producer.kafka.SendException;
import io.tillstream.producer.source.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
        name = "tillstream",
        description = "Sends sales to the topic, from files through a mapping or from simulated tills.",
        sortOptions = false,
        footer = {
            "",
            "Every option --some-name can also be set as the environment variable TILLSTREAM_SOME_NAME; the option"
                    + " wins.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, settings or files, 3 manual action needed (no access),",
            "130 ended by Ctrl-C. ./tillstream COMMAND --help shows those of each command, and examples."
        })
public final class ProducerCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    private ProducerCommand() {}

    /** Returns the command line. */
    public static CommandLine commandLine(CliContext context) {
        CommandLine commandLine = new CommandLine(new ProducerCommand())
                .addSubcommand(new ReplayCommand(context))
                .addSubcommand(new ProduceCommand(context))
                .addSubcommand(MappingCommand.with(context))
                .addSubcommand(new CatalogueCommand(context))
                .addSubcommand(new CheckSourcesCommand(context));
        HelpLayout.apply(commandLine);
        return commandLine
                .setDefaultValueProvider(new EnvironmentDefaults(context.environment()))
                .setOut(context.out())
                .setErr(context.err())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(ProducerCommand::wrongUsage)
                .setExecutionExceptionHandler(ProducerCommand::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUsage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        command.getErr().println(SourceText.printable(error.getMessage()));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** An unexpected error goes up: picocli prints its stack and the exit code is 1. */
    private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (error instanceof UsageException) {
            return tell(command, error, CommandLine.ExitCode.USAGE);
        }
        if (error instanceof SendException failure) {
            return tell(command, error, failure.exitCode());
        }
        if (error instanceof CatalogueException
                || error instanceof IOException
                || error instanceof UncheckedIOException) {
            return tell(command, error, CommandLine.ExitCode.SOFTWARE);
        }
        throw error;
    }

    private static int tell(CommandLine command, Exception error, int code) {
        command.getErr().println(message(error));
        return code;
    }

    /** The messages of files alone name the file only, and their classes what is wrong with it. */
    static String message(Exception error) {
        return SourceText.printable(text(error));
    }

    private static String text(Exception error) {
        if (error instanceof NoSuchFileException) {
            return error.getMessage() + ": no such file or directory";
        }
        if (error instanceof AccessDeniedException) {
            return error.getMessage() + ": this user has no access to it";
        }
        if (error instanceof CharacterCodingException) {
            return "the file holds bytes that are not in its charset; set it with charset: in the mapping";
        }
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }
}
