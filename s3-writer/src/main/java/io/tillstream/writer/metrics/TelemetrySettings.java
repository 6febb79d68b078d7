package io.tillstream.writer.metrics;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where the writer tells about itself. Nowhere by default: an open port is asked for, not found.
 *
 * @param healthAddress where {@link HealthServer} listens
 * @param embeddedNamespace CloudWatch's namespace of {@link EmbeddedMetrics}
 */
public record TelemetrySettings(Optional<InetSocketAddress> healthAddress, Optional<String> embeddedNamespace) {
    /** Nowhere. */
    public static final TelemetrySettings OFF = new TelemetrySettings(Optional.empty(), Optional.empty());
}
