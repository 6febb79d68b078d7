package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns an exception of a command into one message and an exit code; the stack trace goes to the log. */
public final class Errors implements IExecutionExceptionHandler {
    /** Prints what is wrong and where the help is; the whole help page would push the message out of sight. */
    static int wrongUsage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("error: " + error.getMessage());
        if (error instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream().anyMatch(text -> Files.exists(Path.of(text)))) {
            err.println("If the shell has replaced a pattern by the names of files, put the pattern in quotes.");
        }
        UnmatchedArgumentException.printSuggestions(error, err);
        err.println("Try ./" + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        String log = System.getProperty("tillstream.log");
        if (log != null && !(error instanceof CommandException.Usage)) {
            LoggerFactory.getLogger(Errors.class).error("The command failed", error);
        }
        command.getErr().flush();
        if (error instanceof CommandException known) {
            command.getErr().println("error: " + known.getMessage());
            return known.exitCode();
        }
        command.getErr().println("error: " + error + (log == null ? "" : ". The stack trace is in " + log));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
