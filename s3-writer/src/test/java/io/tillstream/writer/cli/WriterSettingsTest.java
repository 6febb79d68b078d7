package io.tillstream.writer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.consume.MemoryBudget;
import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.kafka.ConsumerSettings;
import io.tillstream.writer.metrics.TelemetrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WriterSettingsTest {
    @Test
    void goodSettingsAreTaken() {
        WriterSettings settings = settings("sales_events", "my-lake.1", 60, 1_000_000, 128, Map.of(), List.of());
        assertThat(settings.rotation().age()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.rotation().bytes()).isEqualTo(134_217_728);
        assertThat(settings.rotation().records()).isEqualTo(1_000_000);
    }

    @Test
    void aWrongSettingIsNamed() {
        assertRefused("--topic", () -> settings("a/b", "lake", 60, 1, 1, Map.of(), List.of()));
        assertRefused("--lake-bucket", () -> settings("t", "s3://lake", 60, 1, 1, Map.of(), List.of()));
        assertRefused("--rotate-seconds", () -> settings("t", "lake", 0, 1, 1, Map.of(), List.of()));
        assertRefused("--rotate-records", () -> settings("t", "lake", 60, 0, 1, Map.of(), List.of()));
        assertRefused("--rotate-megabytes", () -> settings("t", "lake", 60, 1, 4_000, Map.of(), List.of()));
        assertRefused(
                "--confirm-gap",
                () -> settings("t", "lake", 60, 1, 1, Map.of(), List.of(ConfirmedGap.parse("other/0:1-2"))));
    }

    @Test
    void openFilesTakeFourTenthsOfTheHeapUnlessSetOtherwise() {
        long heap = Runtime.getRuntime().maxMemory();
        assertThat(memory(0, 16).rotation().memory()).isEqualTo(new MemoryBudget((long) (heap * 0.4), 16L << 20));
        assertThat(memory(50, 2).rotation().memory()).isEqualTo(new MemoryBudget(50L << 20, 2L << 20));
    }

    @Test
    void aBudgetThatTheHeapCannotHoldIsRefused() {
        assertRefused("--memory-megabytes", () -> memory(-1, 16));
        assertRefused("--memory-megabytes", () -> memory(1_000_000, 16));
        assertRefused("--min-object-megabytes", () -> memory(0, 0));
    }

    @Test
    void whatExactnessRestsOnCannotBeSetFromOutside() {
        for (String name : List.of(
                "isolation.level", "auto.offset.reset", "enable.auto.commit", "group.id", "interceptor.classes")) {
            assertRefused(name, () -> settings("t", "lake", 60, 1, 1, Map.of(name, "x"), List.of()));
        }
    }

    @Test
    void aConfirmedGapHasOneForm() {
        assertThat(ConfirmedGap.parse("sales_events/12:100-250"))
                .isEqualTo(new ConfirmedGap("sales_events", 12, 100, 250));
        for (String wrong : List.of("", "t:1-2", "t/0:2-1", "t/0:1", "t/0:-1-2", "a b/0:1-2", "t/x:1-2")) {
            assertThatThrownBy(() -> ConfirmedGap.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SettingsException.class).hasMessageContaining(name);
    }

    private static WriterSettings settings(
            String topic,
            String bucket,
            int seconds,
            long records,
            int megabytes,
            Map<String, String> kafkaConfig,
            List<ConfirmedGap> gaps) {
        return new WriterSettings(
                ConsumerSettings.plain("localhost:1", "group", kafkaConfig),
                topic,
                bucket,
                Path.of("staging"),
                seconds,
                records,
                megabytes,
                0,
                16,
                gaps,
                TelemetrySettings.OFF);
    }

    private static WriterSettings memory(int memoryMegabytes, int minObjectMegabytes) {
        return new WriterSettings(
                ConsumerSettings.plain("localhost:1", "group", Map.of()),
                "t",
                "lake",
                Path.of("staging"),
                60,
                1_000,
                128,
                memoryMegabytes,
                minObjectMegabytes,
                List.of(),
                TelemetrySettings.OFF);
    }
}
