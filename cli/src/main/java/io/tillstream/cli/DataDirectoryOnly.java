package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.CommandException;
import picocli.CommandLine.Option;

/** The target of a command that does not exist on AWS yet: it accepts this machine, and says what to use instead. */
final class DataDirectoryOnly {
    @Option(
            names = "--target",
            paramLabel = "local",
            defaultValue = "local",
            converter = TargetOptions.Converter.class,
            description = "Only local (the default) is allowed: this command works on a data directory.")
    private Target target;

    /**
     * Refuses an environment on AWS.
     *
     * @param command name of the command
     * @param instead what answers a similar question there, a sentence
     */
    void require(String command, String instead) {
        if (target instanceof Target.Aws) {
            throw new CommandException.Usage(command + " works only on a data directory, not on AWS. " + instead);
        }
    }
}
