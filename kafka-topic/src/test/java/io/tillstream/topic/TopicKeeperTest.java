package io.tillstream.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TopicKeeperTest {
    private final FakeTopics topics = new FakeTopics();
    private final TopicKeeper keeper = new TopicKeeper(topics);

    @Test
    void createsTheTopicOnceAndLeavesItAlone() throws Exception {
        assertThat(keeper.ensure(spec(4))).isEqualTo(TopicKeeper.Outcome.CREATED);
        assertThat(keeper.ensure(spec(4))).isEqualTo(TopicKeeper.Outcome.UNCHANGED);
        assertThat(topics.partitions).containsExactly(Map.entry("sales_events", 4));
    }

    @Test
    void addsPartitionsAndNeverTakesAny() throws Exception {
        topics.partitions.put("sales_events", 4);

        assertThat(keeper.ensure(spec(6))).isEqualTo(TopicKeeper.Outcome.GROWN);
        assertThat(keeper.ensure(spec(2))).isEqualTo(TopicKeeper.Outcome.UNCHANGED);
        assertThat(topics.partitions).containsEntry("sales_events", 6);
    }

    @Test
    void anotherWhoWasFasterIsNoFailure() throws Exception {
        topics.anotherIsFaster = true;

        assertThat(keeper.ensure(spec(4))).isEqualTo(TopicKeeper.Outcome.UNCHANGED);
    }

    @Test
    void neverCompacts() {
        assertThat(spec(1).configuration())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "3600000");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> spec(0)).hasMessageContaining("--partitions");
        assertThatThrownBy(() -> new TopicSpec("a b", 1, Duration.ofHours(1))).hasMessageContaining("--topic");
        assertThat(TopicMain.run(
                        "--bootstrap-servers",
                        "localhost:1",
                        "--topic",
                        "t",
                        "--partitions",
                        "0",
                        "--retention-hours",
                        "1"))
                .isEqualTo(2);
    }

    private static TopicSpec spec(int partitions) {
        return new TopicSpec("sales_events", partitions, Duration.ofHours(1));
    }

    private static final class FakeTopics implements Topics {
        private final Map<String, Integer> partitions = new HashMap<>();
        private boolean anotherIsFaster;

        @Override
        public OptionalInt partitions(String name) {
            return partitions.containsKey(name) ? OptionalInt.of(partitions.get(name)) : OptionalInt.empty();
        }

        @Override
        public boolean create(TopicSpec spec) {
            partitions.put(spec.name(), spec.partitions());
            return !anotherIsFaster;
        }

        @Override
        public boolean grow(String name, int count) {
            partitions.put(name, count);
            return !anotherIsFaster;
        }
    }
}
