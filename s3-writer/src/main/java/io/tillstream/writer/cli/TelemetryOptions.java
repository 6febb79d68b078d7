package io.tillstream.writer.cli;

import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.metrics.TelemetrySettings;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options about metrics and health. */
public final class TelemetryOptions {
    private static final int MAX_PORT = 65_535;

    /** CloudWatch's rule for a namespace; those of AWS itself are refused by it. */
    private static final Pattern NAMESPACE = Pattern.compile("(?!AWS/)[A-Za-z0-9._/#-]{1,256}");

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Serve /live, /ready and /metrics (Prometheus text) on this port. 0 turns it off (default: ${DEFAULT-VALUE}).")
    private int healthPort;

    @Option(
            names = "--health-address",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Address on which the health port listens (default: ${DEFAULT-VALUE}, reachable only from this machine or ECS task).")
    private String healthAddress;

    @Option(
            names = "--emf-namespace",
            paramLabel = "NAMESPACE",
            description = {
                "Print metrics for CloudWatch once a minute to standard output (Embedded Metric Format), in this",
                "namespace (default: print none)."
            })
    private String namespace;

    /**
     * Returns the settings that the options make.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public TelemetrySettings settings() {
        if (healthPort < 0 || healthPort > MAX_PORT) {
            throw new SettingsException(
                    "--health-port is " + healthPort + "; it takes 1 to " + MAX_PORT + ", or 0 for none");
        }
        if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
            throw new SettingsException("--emf-namespace '" + namespace
                    + "' takes letters, digits and . _ / # -, 256 at most, and does not start with AWS/");
        }
        return new TelemetrySettings(
                healthPort == 0 ? Optional.empty() : Optional.of(address()), Optional.ofNullable(namespace));
    }

    private InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(healthAddress, healthPort);
        if (address.isUnresolved()) {
            throw new SettingsException("--health-address '" + healthAddress + "' is not a host of this machine");
        }
        return address;
    }
}
