package io.tillstream.writer.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.writer.TopicMain;
import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.topic.TopicInitializer.Change;
import io.tillstream.writer.topic.TopicInitializer.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicInitializerTest {
    private static final Result NOTHING = new Result(false, List.of(), false);

    private final FakeTopics topics = new FakeTopics();
    private final TopicInitializer initializer = new TopicInitializer(topics);

    @Test
    void createsTheTopicOnceAndLeavesItAlone() throws Exception {
        assertThat(initializer.ensure(spec(4, 1))).isEqualTo(new Result(true, List.of(), false));
        assertThat(initializer.ensure(spec(4, 1))).isEqualTo(NOTHING);
        assertThat(topics.partitions).containsExactly(Map.entry("sales_events", 4));
        assertThat(topics.altered).isZero();
    }

    @Test
    void addsPartitionsAndNeverTakesAny() throws Exception {
        initializer.ensure(spec(4, 1));

        assertThat(initializer.ensure(spec(6, 1)).changes()).containsExactly(new Change("partitions", "4", "6"));
        assertThat(initializer.ensure(spec(2, 1))).isEqualTo(NOTHING);
        assertThat(topics.partitions).containsEntry("sales_events", 6);
    }

    @Test
    void anExistingTopicGetsTheRetentionThatIsAskedFor() throws Exception {
        initializer.ensure(spec(4, 168));

        assertThat(initializer.ensure(spec(4, 336)).changes())
                .containsExactly(new Change("retention.ms", "604800000", "1209600000"));
        assertThat(initializer.ensure(spec(4, 72)).changes())
                .as("a shorter one too")
                .containsExactly(new Change("retention.ms", "1209600000", "259200000"));
        assertThat(topics.settings).containsEntry("retention.ms", "259200000");
        assertThat(initializer.ensure(spec(4, 72))).isEqualTo(NOTHING);
    }

    @Test
    void theLimitForAMessageIsRaisedAndNeverLowered() throws Exception {
        initializer.ensure(spec(4, 1));
        topics.settings.put("max.message.bytes", "1048588");

        assertThat(initializer.ensure(spec(4, 1)).changes())
                .containsExactly(new Change("max.message.bytes", "1048588", "8388608"));
        topics.settings.put("max.message.bytes", "16777216");
        assertThat(initializer.ensure(spec(4, 1))).isEqualTo(NOTHING);
        assertThat(topics.settings).containsEntry("max.message.bytes", "16777216");
    }

    @Test
    void otherSettingsOfATopicAreLeftAlone() throws Exception {
        initializer.ensure(spec(4, 1));
        topics.settings.put("segment.bytes", "99");
        topics.settings.put("cleanup.policy", "compact,delete");

        assertThat(initializer.ensure(spec(4, 2)))
                .isEqualTo(new Result(false, List.of(new Change("retention.ms", "3600000", "7200000")), true));
        assertThat(topics.settings)
                .containsEntry("segment.bytes", "99")
                .containsEntry("cleanup.policy", "compact,delete");
    }

    @Test
    void anotherWhoWasFasterIsNoFailure() throws Exception {
        topics.anotherIsFaster = true;

        assertThat(initializer.ensure(spec(4, 1))).isEqualTo(NOTHING);
        assertThat(initializer.ensure(spec(6, 1))).isEqualTo(NOTHING);
    }

    @Test
    void aNewTopicIsNeverCompacted() {
        assertThat(spec(1, 1).settings())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "3600000")
                .containsEntry("max.message.bytes", "8388608");
    }

    @Test
    void refusesValuesThatCannotBeRight() {
        assertThatThrownBy(() -> spec(0, 1))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--partitions");
        assertThatThrownBy(() -> spec(1_001, 1)).hasMessageContaining("--partitions");
        assertThatThrownBy(() -> spec(1, 0)).hasMessageContaining("--retention-hours");
        assertThatThrownBy(() -> new TopicSpec("a b", 1, Duration.ofHours(1))).hasMessageContaining("--topic");
        assertThat(run("0")).isEqualTo(2);
        assertThat(run("1", "--kafka-security", "ssl")).isEqualTo(2);
        assertThat(run("1", "--kafka-config", "missing")).isEqualTo(2);
    }

    private static int run(String partitions, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--bootstrap-servers",
                "localhost:1",
                "--topic",
                "t",
                "--partitions",
                partitions,
                "--retention-hours",
                "1"));
        arguments.addAll(List.of(more));
        return TopicMain.run(arguments.toArray(String[]::new));
    }

    private static TopicSpec spec(int partitions, int hours) {
        return new TopicSpec("sales_events", partitions, Duration.ofHours(hours));
    }

    private static final class FakeTopics implements Topics {
        private final Map<String, Integer> partitions = new HashMap<>();
        private final Map<String, String> settings = new HashMap<>();
        private boolean anotherIsFaster;
        private int altered;

        @Override
        public Optional<State> describe(String name) {
            return Optional.ofNullable(partitions.get(name)).map(count -> new State(count, settings));
        }

        @Override
        public boolean create(TopicSpec spec) {
            partitions.put(spec.name(), spec.partitions());
            settings.putAll(spec.settings());
            return !anotherIsFaster;
        }

        @Override
        public boolean grow(String name, int count) {
            partitions.put(name, count);
            return !anotherIsFaster;
        }

        @Override
        public void alter(String name, Map<String, String> changed) {
            altered++;
            settings.putAll(changed);
        }
    }
}
