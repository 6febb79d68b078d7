package io.tillstream.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the value of {@code --some-name} from {@code TILLSTREAM_SOME_NAME} where the command line has none. */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    /** @param environment the variables */
    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String variable = option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        // Null lets the default of the option's own declaration apply.
        return environment.get("TILLSTREAM_" + variable);
    }
}
