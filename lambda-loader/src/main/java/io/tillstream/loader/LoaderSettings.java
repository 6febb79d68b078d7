package io.tillstream.loader;

import io.tillstream.lake.ProgramProtocol;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.warehouse.CopySource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of both Lambdas, from their environment.
 *
 * @param source the lake's bucket ({@code TILLSTREAM_LAKE_BUCKET}) and the role by which COPY reads it
 *     ({@code TILLSTREAM_COPY_ROLE_ARN})
 * @param workgroup the Redshift Serverless workgroup ({@code TILLSTREAM_WORKGROUP})
 * @param database the database in it ({@code TILLSTREAM_DATABASE})
 * @param sweepEvery how often a sweep asks the warehouse although nothing seems to wait, in minutes
 *     ({@code TILLSTREAM_SWEEP_MINUTES}); without it every sweep does
 * @param secretArn the secret of a database user ({@code TILLSTREAM_SECRET_ARN}); without it the Lambda's role is the user
 */
public record LoaderSettings(
        CopySource source,
        String workgroup,
        String database,
        Optional<String> secretArn,
        Optional<Duration> sweepEvery) {
    private static final String PREFIX = ProgramProtocol.PREFIX;
    private static final Pattern WORKGROUP = Pattern.compile("[a-z0-9-]{3,64}");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_$-]{1,127}");
    private static final Pattern MINUTES = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern SECRET = Pattern.compile("arn:aws(-[a-z]+)*:secretsmanager:[^\\s]{1,512}");

    /**
     * Reads the settings.
     *
     * @throws ManualActionRequiredException if one is missing or not of its form; the message names the variable
     */
    public static LoaderSettings from(Map<String, String> environment) {
        String bucket = required(environment, "LAKE_BUCKET");
        String role = required(environment, "COPY_ROLE_ARN");
        CopySource source;
        try {
            source = new CopySource(bucket, role);
        } catch (IllegalArgumentException e) {
            throw new ManualActionRequiredException(
                    "correct " + PREFIX + "LAKE_BUCKET or " + PREFIX + "COPY_ROLE_ARN: " + e.getMessage(), e);
        }
        return new LoaderSettings(
                source,
                matching("WORKGROUP", required(environment, "WORKGROUP"), WORKGROUP),
                matching("DATABASE", required(environment, "DATABASE"), DATABASE),
                optional(environment, "SECRET_ARN", SECRET),
                optional(environment, "SWEEP_MINUTES", MINUTES)
                        .map(minutes -> Duration.ofMinutes(Long.parseLong(minutes))));
    }

    private static Optional<String> optional(Map<String, String> environment, String name, Pattern pattern) {
        return Optional.ofNullable(environment.get(PREFIX + name))
                .filter(value -> !value.isBlank())
                .map(value -> matching(name, value, pattern));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(PREFIX + name);
        if (value == null || value.isBlank()) {
            throw new ManualActionRequiredException("environment variable " + PREFIX + name + " is not set");
        }
        return value;
    }

    private static String matching(String name, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw new ManualActionRequiredException("environment variable " + PREFIX + name + " must be of the form "
                    + pattern.pattern() + ", not \"" + value + "\"");
        }
        return value;
    }
}
