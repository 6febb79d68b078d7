package io.tillstream.writer.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's meters and the ways out that its settings ask for. */
public final class Telemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
    private static final Duration STEP = Duration.ofSeconds(60);

    private final CompositeMeterRegistry registry = new CompositeMeterRegistry(Clock.SYSTEM);
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final WriterMetrics metrics;

    private Telemetry() {
        metrics = new WriterMetrics(registry);
    }

    /**
     * Starts what the settings ask for.
     *
     * @param settings the settings
     * @param topic the topic that is written
     * @param lines takes the lines of metrics for CloudWatch
     */
    public static Telemetry start(TelemetrySettings settings, String topic, Consumer<String> lines) {
        Telemetry telemetry = new Telemetry();
        settings.embeddedNamespace()
                .ifPresent(namespace ->
                        telemetry.registry.add(EmbeddedMetrics.start(namespace, topic, STEP, Clock.SYSTEM, lines)));
        settings.healthAddress().ifPresent(telemetry::openHealthPort);
        return telemetry;
    }

    /** Returns the meters. */
    public WriterMetrics metrics() {
        return metrics;
    }

    /** Ends it all; what was not sent yet goes out now. */
    @Override
    public void close() {
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                LOG.warn("metrics did not end cleanly: {}", e.toString());
            }
        }
        registry.getRegistries().forEach(io.micrometer.core.instrument.MeterRegistry::close);
        registry.close();
    }

    private void openHealthPort(InetSocketAddress address) {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.add(prometheus);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        closeables.push(collections);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        HealthServer server = HealthServer.start(address, metrics, prometheus::scrape);
        closeables.push(server);
        LOG.info("health port {}: /live, /ready, /metrics", server.port());
    }
}
