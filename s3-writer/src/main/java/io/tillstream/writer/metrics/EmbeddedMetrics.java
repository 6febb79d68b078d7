package io.tillstream.writer.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.cloudwatchlogs.emf.exception.DimensionSetExceededException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidDimensionException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidTimestampException;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/**
 * Metrics in CloudWatch's Embedded Metric Format: once a minute a line of JSON for each set of tags, which CloudWatch Logs
 * turns into metrics without an agent or a call. Counters say what was added since the last line; a timer gives its mean
 * and its maximum ({@code .max}). Only the writer's own meters are sent, because CloudWatch charges for each.
 */
public final class EmbeddedMetrics extends StepMeterRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMetrics.class);

    private final String namespace;
    private final String topic;
    private final Consumer<String> out;

    private EmbeddedMetrics(
            StepRegistryConfig config, Clock clock, String namespace, String topic, Consumer<String> out) {
        super(config, clock);
        this.namespace = namespace;
        this.topic = topic;
        this.out = out;
    }

    /**
     * Starts the lines.
     *
     * @param namespace CloudWatch's namespace
     * @param topic the dimension of every metric
     * @param step how often
     * @param clock the time
     * @param out takes each line, without an end of line
     */
    public static EmbeddedMetrics start(
            String namespace, String topic, Duration step, Clock clock, Consumer<String> out) {
        EmbeddedMetrics metrics = new EmbeddedMetrics(new Config(step), clock, namespace, topic, out);
        metrics.start(new NamedThreadFactory("embedded-metrics"));
        return metrics;
    }

    @Override
    protected void publish() {
        Map<List<Tag>, List<Meter>> byTags = new LinkedHashMap<>();
        for (Meter meter : getMeters()) {
            boolean part = meter.getId().syntheticAssociation() != null;
            if (!part && meter.getId().getName().startsWith(WriterMetrics.PREFIX)) {
                byTags.computeIfAbsent(meter.getId().getTags(), unused -> new ArrayList<>())
                        .add(meter);
            }
        }
        byTags.forEach(this::publish);
    }

    private void publish(List<Tag> tags, List<Meter> meters) {
        MetricsContext context = new MetricsContext();
        boolean any = false;
        try {
            context.setNamespace(namespace);
            context.setTimestamp(Instant.ofEpochMilli(config().clock().wallTime()));
            context.setDimensions(dimensions(tags));
            meters.sort(Comparator.comparing(meter -> meter.getId().getName()));
            for (Meter meter : meters) {
                any |= put(context, meter);
            }
            if (any) {
                context.serialize().forEach(out);
            }
        } catch (InvalidNamespaceException
                | InvalidTimestampException
                | InvalidDimensionException
                | DimensionSetExceededException
                | InvalidMetricException
                | JsonProcessingException e) {
            LOG.warn("metrics {} were not sent: {}", tags, e.toString());
        }
    }

    private DimensionSet dimensions(List<Tag> tags) throws InvalidDimensionException, DimensionSetExceededException {
        DimensionSet dimensions = DimensionSet.of("topic", topic);
        for (Tag tag : tags) {
            dimensions.addDimension(tag.getKey(), tag.getValue());
        }
        return dimensions;
    }

    private static boolean put(MetricsContext context, Meter meter) throws InvalidMetricException {
        String name = meter.getId().getName();
        if (meter instanceof Counter counter) {
            return put(context, name, counter.count(), unit(meter));
        }
        if (meter instanceof Timer timer) {
            // Of a minute in which nothing was timed there is nothing to say.
            return timer.count() > 0
                    && put(context, name, timer.mean(TimeUnit.MILLISECONDS), Unit.MILLISECONDS)
                    && put(context, name + ".max", timer.max(TimeUnit.MILLISECONDS), Unit.MILLISECONDS);
        }
        return meter instanceof Gauge gauge && put(context, name, gauge.value(), unit(meter));
    }

    private static boolean put(MetricsContext context, String name, double value, Unit unit)
            throws InvalidMetricException {
        if (!Double.isFinite(value)) {
            return false;
        }
        context.putMetric(name, value, unit);
        return true;
    }

    private static Unit unit(Meter meter) {
        String unit = meter.getId().getBaseUnit();
        if (unit == null) {
            return Unit.COUNT;
        }
        return switch (unit) {
            case "bytes" -> Unit.BYTES;
            case "seconds" -> Unit.SECONDS;
            default -> Unit.COUNT;
        };
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.MILLISECONDS;
    }

    private record Config(Duration step) implements StepRegistryConfig {
        @Override
        public String prefix() {
            return "emf";
        }

        @Override
        public String get(String key) {
            return null;
        }
    }
}
