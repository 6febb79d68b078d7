package io.tillstream.writer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.writer.chain.RotationReason;
import io.tillstream.writer.store.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterMetricsTest {
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final WriterMetrics metrics = new WriterMetrics(registry);

    @TempDir
    private Path directory;

    @Test
    void freshnessTicksWhileNothingComes() {
        metrics.reached(clock.wallTime() + 5_000);
        clock.add(Duration.ofSeconds(10));
        assertThat(gauge("freshness")).isEqualTo(5);

        clock.add(Duration.ofSeconds(10));
        assertThat(gauge("freshness")).isEqualTo(15);

        metrics.reached(0);
        assertThat(gauge("freshness"))
                .as("an older record makes nothing fresher or staler")
                .isEqualTo(15);
    }

    @Test
    void lagInSecondsIsTheAgeOfTheOldestRecordThatWaits() {
        assertThat(gauge("lag")).isZero();

        metrics.observed(new LoopState(true, 1, 0, 1, 3, clock.wallTime()));
        clock.add(Duration.ofSeconds(7));
        assertThat(gauge("lag")).isEqualTo(7);

        metrics.observed(new LoopState(true, 1, 0, 0, 0, LoopState.NONE));
        assertThat(gauge("lag")).isZero();
    }

    @Test
    void theStoreIsTimedByOutcome() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "12345");
        ObjectStore store = new MeteredObjectStore(new MemoryObjectStore(), metrics);
        store.create("k", file, Map.of());
        store.create("k", file, Map.of());
        store.head("k");
        store.keysAfter("k", "");
        store.read("k");

        assertThat(registry.get("tillstream.writer.put")
                        .tag("outcome", "created")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("tillstream.writer.put")
                        .tag("outcome", "exists")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("tillstream.writer.adoptions").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("tillstream.writer.bronze.bytes").counter().count())
                .isEqualTo(5);
        assertThat(List.of("put", "head", "list", "get"))
                .extracting(operation -> registry.get("tillstream.writer.store.requests")
                        .tag("operation", operation)
                        .counter()
                        .count())
                .containsExactly(2.0, 1.0, 1.0, 1.0);
    }

    @Test
    void aCreationWithoutAnAnswerIsTimedAsFailed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "12345");
        MemoryObjectStore lake = new MemoryObjectStore();
        ObjectStore store = new MeteredObjectStore(lake, metrics);
        lake.failNext((key, bytes, metadata) -> {
            throw new RetryableException("no answer", null);
        });

        assertThatThrownBy(() -> store.create("k", file, Map.of())).isInstanceOf(RetryableException.class);
        assertThat(registry.get("tillstream.writer.put")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void everyMeterIsInTheDocumentation() throws IOException {
        metrics.rotated(RotationReason.AGE, 0);
        metrics.putFailed(1);
        metrics.requested("put");
        String page =
                Files.readString(Path.of(System.getProperty("tillstream.root"), "docs/how-to/operating-the-writer.md"));

        assertThat(registry.getMeters().stream()
                        .filter(meter -> meter.getId().syntheticAssociation() == null)
                        .map(Meter::getId)
                        .map(Meter.Id::getName)
                        .distinct())
                .hasSizeGreaterThan(12)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        for (RotationReason reason : RotationReason.values()) {
            assertThat(page).contains("`" + reason.name().toLowerCase(java.util.Locale.ROOT) + "`");
        }
    }

    private double gauge(String name) {
        return registry.get("tillstream.writer." + name).gauge().value();
    }
}
