package io.tillstream.glue;

import io.tillstream.lake.ProgramProtocol;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The arguments of a job: {@code --some-name value} (or {@code --some-name=value}), else the environment variable
 * {@code TILLSTREAM_SOME_NAME}. Names that a job does not ask for are ignored, because AWS Glue adds its own.
 */
public final class JobArguments {
    private static final String ENVIRONMENT_PREFIX = ProgramProtocol.PREFIX;

    private final Map<String, String> options;
    private final Map<String, String> environment;

    private JobArguments(Map<String, String> options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    /** Reads the arguments of a main method; this process's environment gives what they lack. */
    public static JobArguments of(String... args) {
        return of(Map.copyOf(System.getenv()), args);
    }

    /** Reads arguments; the environment gives what they lack. Of a name that appears twice, the last value counts. */
    public static JobArguments of(Map<String, String> environment, String... args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                continue;
            }
            String name = args[i].substring(2);
            int equals = name.indexOf('=');
            if (equals > 0) {
                options.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
                options.put(name, args[++i]);
            }
        }
        return new JobArguments(Map.copyOf(options), Map.copyOf(environment));
    }

    /** Returns the value of {@code --name}, or nothing if it is neither given nor in the environment, or is empty. */
    public Optional<String> find(String name) {
        String value = options.get(name);
        if (value == null) {
            value = environment.get(ENVIRONMENT_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT));
        }
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /**
     * Returns the value of {@code --name}, checked against an allow-list.
     *
     * @throws JobArgumentException if it is missing or does not match
     */
    public String text(String name, Pattern allowed) {
        return checked(name, find(name).orElseThrow(() -> missing(name)), allowed);
    }

    /**
     * As {@link #text(String, Pattern)}, with a default.
     *
     * @throws JobArgumentException if the value given does not match
     */
    public String text(String name, Pattern allowed, String defaultValue) {
        return checked(name, find(name).orElse(defaultValue), allowed);
    }

    /**
     * Returns the value of {@code --name} as a whole number.
     *
     * @throws JobArgumentException if it is missing, no number, or not between the two bounds (inclusive)
     */
    public long number(String name, long min, long max) {
        return parsed(name, find(name).orElseThrow(() -> missing(name)), min, max);
    }

    /**
     * As {@link #number(String, long, long)}, with a default.
     *
     * @throws JobArgumentException if the value is not a number or not between the two bounds (inclusive)
     */
    public long number(String name, long min, long max, long defaultValue) {
        return find(name).map(value -> parsed(name, value, min, max)).orElse(defaultValue);
    }

    /**
     * Returns the value of {@code --name} as a time zone.
     *
     * @throws JobArgumentException if the value given names no zone
     */
    public ZoneId zone(String name, ZoneId defaultValue) {
        try {
            return find(name).map(ZoneId::of).orElse(defaultValue);
        } catch (DateTimeException e) {
            throw new JobArgumentException("--" + name + " is not a time zone such as UTC or Europe/Berlin: "
                    + find(name).orElse(""));
        }
    }

    private static JobArgumentException missing(String name) {
        return new JobArgumentException("--" + name + " is missing (or " + ENVIRONMENT_PREFIX
                + name.replace('-', '_').toUpperCase(Locale.ROOT) + " in the environment)");
    }

    private static String checked(String name, String value, Pattern allowed) {
        if (!allowed.matcher(value).matches()) {
            throw new JobArgumentException("--" + name + " must match " + allowed + ", but is: " + value);
        }
        return value;
    }

    private static long parsed(String name, String value, long min, long max) {
        try {
            long number = Long.parseLong(value.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new JobArgumentException("--" + name + " must be a whole number, but is: " + value);
        }
        throw new JobArgumentException("--" + name + " must be between " + min + " and " + max + ", but is: " + value);
    }
}
