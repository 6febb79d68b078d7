package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception of a command into one message and an exit code; the stack trace goes to the log. */
public final class Errors implements IExecutionExceptionHandler {
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
