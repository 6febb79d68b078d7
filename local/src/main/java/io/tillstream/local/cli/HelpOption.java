package io.tillstream.local.cli;

import picocli.CommandLine.Option;

/** {@code --help}, for every command. */
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /** Whether help was asked for. */
    public boolean isHelp() {
        return help;
    }
}
