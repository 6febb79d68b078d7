package io.tillstream.writer.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the value of {@code --some-name} from {@code TILLSTREAM_SOME_NAME} where the option is not given. */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    /**
     * Takes defaults from an environment.
     *
     * @param environment names and values of its variables
     */
    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? environment.get("TILLSTREAM_"
                        + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
                : null;
    }
}
