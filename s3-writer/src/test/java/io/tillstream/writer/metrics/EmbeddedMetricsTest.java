package io.tillstream.writer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MockClock;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.writer.chain.RotationReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MockClock clock = today();
    private final List<String> lines = new ArrayList<>();
    private final EmbeddedMetrics registry =
            EmbeddedMetrics.start("Tillstream/test", "sales_events", MINUTE, clock, lines::add);
    private final WriterMetrics metrics = new WriterMetrics(registry);

    @Test
    void aLineHasTheFormatThatCloudWatchReads() throws Exception {
        metrics.observed(new LoopState(true, 4, 0, 2, 17, LoopState.NONE));
        clock.add(MINUTE);
        registry.publish();

        JsonNode line = line("topic").orElseThrow();
        JsonNode directive = line.path("_aws").path("CloudWatchMetrics").get(0);
        assertThat(line.path("_aws").path("Timestamp").asLong()).isEqualTo(clock.wallTime());
        assertThat(directive.path("Namespace").asText()).isEqualTo("Tillstream/test");
        assertThat(directive.path("Dimensions").get(0)).hasSize(1);
        assertThat(line.path("topic").asText()).isEqualTo("sales_events");
        assertThat(line.path("tillstream.writer.lag.records").asDouble()).isEqualTo(17);
        assertThat(line.path("tillstream.writer.freshness").asDouble()).isEqualTo(60);
        assertThat(directive.path("Metrics")).anySatisfy(metric -> {
            assertThat(metric.path("Name").asText()).isEqualTo("tillstream.writer.freshness");
            assertThat(metric.path("Unit").asText()).isEqualTo("Seconds");
        });
    }

    @Test
    void countersSayWhatAMinuteAdded() throws Exception {
        metrics.rotated(RotationReason.AGE, 3);
        metrics.rotated(RotationReason.AGE, 0);
        clock.add(MINUTE);
        registry.publish();

        assertThat(line("topic")
                        .orElseThrow()
                        .path("tillstream.writer.corrupt.rows")
                        .asDouble())
                .isEqualTo(3);
        assertThat(reason("age").path("tillstream.writer.rotations").asDouble()).isEqualTo(2);

        lines.clear();
        clock.add(MINUTE);
        registry.publish();
        assertThat(line("topic")
                        .orElseThrow()
                        .path("tillstream.writer.corrupt.rows")
                        .asDouble())
                .isZero();
    }

    @Test
    void aTimerGivesMeanAndMaximumOnceItWasUsed() throws Exception {
        clock.add(MINUTE);
        registry.publish();
        assertThat(lines).noneMatch(line -> line.contains("tillstream.writer.put"));

        metrics.put(PutOutcome.CREATED, 200_000_000, 10);
        metrics.put(PutOutcome.CREATED, 400_000_000, 10);
        clock.add(MINUTE);
        registry.publish();

        JsonNode put = line("outcome").orElseThrow();
        assertThat(put.path("outcome").asText()).isEqualTo("created");
        assertThat(put.path("tillstream.writer.put").asDouble()).isEqualTo(300);
        assertThat(put.path("tillstream.writer.put.max").asDouble()).isEqualTo(400);
        assertThat(lines).as("percentiles are for Prometheus").noneMatch(line -> line.contains("phi"));
    }

    /** CloudWatch takes no times of long ago, and neither does its library. */
    private static MockClock today() {
        MockClock clock = new MockClock();
        clock.add(Duration.ofMillis(System.currentTimeMillis()));
        return clock;
    }

    private JsonNode reason(String name) throws Exception {
        for (String line : lines) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.path("reason").asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no line for " + name);
    }

    /** Returns the line whose last dimension is this one. */
    private Optional<JsonNode> line(String dimension) throws Exception {
        for (String line : lines) {
            JsonNode node = new ObjectMapper().readTree(line);
            JsonNode names = node.path("_aws")
                    .path("CloudWatchMetrics")
                    .get(0)
                    .path("Dimensions")
                    .get(0);
            if (names.get(names.size() - 1).asText().equals(dimension)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
