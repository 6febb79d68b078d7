package io.tillstream.cli;

import io.tillstream.aws.redshift.WarehouseLogin;
import io.tillstream.operations.aws.CloudClients;
import io.tillstream.operations.aws.DeployedNames;
import io.tillstream.operations.aws.Deployment;
import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where a command looks: a data directory, or an environment on AWS. */
final class TargetOptions {
    private static final Pattern WORKGROUP = Pattern.compile("[a-z0-9-]{3,64}");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9_.@+-]{0,63}");
    private static final Pattern SECRET =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@!-]+");

    @Option(
            names = "--target",
            paramLabel = "local|aws:NAME",
            defaultValue = "local",
            converter = Converter.class,
            description =
                    "Where to look: the data directory (local, the default), or the environment deployed to AWS with"
                            + " this prefix. Region and credentials are found as by the AWS CLI.")
    private Target target = new Target.Local();

    @Option(
            names = "--workgroup",
            paramLabel = "NAME",
            description = "On AWS: the Redshift Serverless workgroup, if it is not named after the environment.")
    private Optional<String> workgroup = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "On AWS: the database, if it is not " + DeployedNames.DATABASE + ".")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--secret-arn",
            paramLabel = "ARN",
            description = "On AWS: the secret with the password of the database user to log in as. By default Redshift"
                    + " issues temporary credentials for your IAM identity.")
    private Optional<String> secretArn = Optional.empty();

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(String value) {
            try {
                return Target.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * Returns the target.
     *
     * @throws CommandException.Usage if an option is not allowed for it or does not have the right form
     */
    Target target() {
        check("--workgroup", workgroup, WORKGROUP, "the name of a workgroup, for example tillstream-dev");
        check("--database", database, DATABASE, "the name of a database, for example tillstream");
        check("--secret-arn", secretArn, SECRET, "the ARN of a Secrets Manager secret, never a password");
        return target;
    }

    private void check(String option, Optional<String> value, Pattern form, String wanted) {
        if (value.isPresent() && target instanceof Target.Local) {
            throw new CommandException.Usage(option + " is allowed only with --target aws:NAME.");
        }
        if (value.isPresent() && !form.matcher(value.get()).matches()) {
            throw new CommandException.Usage(option + " must be " + wanted + ".");
        }
    }

    /** Reaches the environment on AWS. */
    Deployment deployment(Target.Aws aws, Cleanup cleanup) {
        DeployedNames names = new DeployedNames(aws.prefix());
        WarehouseLogin login = new WarehouseLogin(
                workgroup.orElse(names.workgroup()), database.orElse(DeployedNames.DATABASE), secretArn);
        return new Deployment(names, login, new CloudClients(System.getenv()), cleanup);
    }
}
