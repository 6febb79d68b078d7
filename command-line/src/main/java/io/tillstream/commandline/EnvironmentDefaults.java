package io.tillstream.commandline;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the value of {@code --some-name} from the environment variable {@code TILLSTREAM_SOME_NAME} where the option is not
 * given. Options that print help or the version are left out: a variable such as {@code TILLSTREAM_VERSION} describes an
 * image and is not a request to print something.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "TILLSTREAM_";

    private final Map<String, String> environment;

    /**
     * Makes a provider.
     *
     * @param environment the variables, usually {@link System#getenv()}
     */
    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Returns the variable's value, or null so that the default of the option's own declaration applies. */
    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        return environment.get(variable(option.longestName()));
    }

    /**
     * Returns the variable that sets an option.
     *
     * @param option the option's longest name, for example {@code --lake-bucket}
     */
    public static String variable(String option) {
        return PREFIX + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
