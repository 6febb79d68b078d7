package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.writer.metrics.LoopState;
import org.junit.jupiter.api.Test;

/** What the loop tells about itself. */
class WriterLoopMetricsTest extends WriterLoopFixture {
    @Test
    void aRecordThatIsReadWaitsUntilItsObjectExists() {
        topic.append(0, "a");
        start(P0);
        steps(4);
        aSecondLater();
        assertThat(metrics.state().oldestWaitingMillis()).isEqualTo(1_000);

        flushed();
        assertThat(metrics.state().oldestWaitingMillis()).isEqualTo(LoopState.NONE);
    }

    @Test
    void countsWhatWasReadAndWhyItWasClosed() {
        topic.append(0, "a", "b", "c", "{\"event_id\":\"e\"}", "");
        start(P0);
        steps(4);
        aSecondLater();

        assertThat(count("records")).isEqualTo(5);
        assertThat(count("bytes")).isEqualTo(3 + 16);
        assertThat(metrics.state().openFiles()).isEqualTo(1);
        assertThat(metrics.state().joined()).isTrue();
        assertThat(metrics.isReady()).isTrue();

        flushed();

        assertThat(metrics.registry()
                        .get("tillstream.writer.rotations")
                        .tag("reason", "age")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(count("corrupt.rows")).isEqualTo(4);
        assertThat(metrics.state().openFiles()).isZero();
    }

    @Test
    void lagIsWhatIsNotInBronzeAlsoWhereItWasRead() {
        topic.append(0, "a", "b", "c", "{\"event_id\":\"e\"}", "");
        start(P0);
        steps(4);
        aSecondLater();
        assertThat(metrics.state().lagOffsets()).isEqualTo(5);

        flushed();
        assertThat(metrics.state().lagOffsets()).isZero();
    }

    private void aSecondLater() {
        seconds(1);
        steps(1);
    }

    private double count(String name) {
        return metrics.registry().get("tillstream.writer." + name).counter().count();
    }
}
