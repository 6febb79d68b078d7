package io.tillstream.writer.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Creates the topic, or gives an existing one the partitions and settings that it should have. Several may do so at once:
 * the second finds it done. Never deletes anything.
 */
public final class TopicInitializer {
    private static final String PARTITIONS = "partitions";

    private final Topics topics;

    /** Makes one for the topics of a cluster. */
    public TopicInitializer(Topics topics) {
        this.topics = topics;
    }

    /**
     * A value that was changed.
     *
     * @param name {@code partitions}, or the name of a setting
     * @param before its value before
     * @param after its value now
     */
    public record Change(String name, String before, String after) {}

    /**
     * What was done.
     *
     * @param created whether the topic was created
     * @param changes what was changed of a topic that existed
     * @param compacted whether an existing topic is compacted, which loses sales; it is left as it is
     */
    public record Result(boolean created, List<Change> changes, boolean compacted) {
        /** Copies the list. */
        public Result {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Makes the topic what it should be. Retention becomes exactly the given one; the limit for a message is raised and
     * never lowered, because a producer may rely on it.
     *
     * @throws ExecutionException if the cluster refuses or does not answer
     * @throws InterruptedException if the thread should end
     */
    public Result ensure(TopicSpec spec) throws ExecutionException, InterruptedException {
        Optional<Topics.State> found = topics.describe(spec.name());
        if (found.isEmpty()) {
            if (topics.create(spec)) {
                return new Result(true, List.of(), false);
            }
            found = topics.describe(spec.name());
        }
        // Created by another and not visible yet: that one gives it the same settings.
        return found.isPresent() ? update(spec, found.get()) : new Result(false, List.of(), false);
    }

    private Result update(TopicSpec spec, Topics.State state) throws ExecutionException, InterruptedException {
        List<Change> changes = new ArrayList<>();
        if (state.partitions() < spec.partitions() && topics.grow(spec.name(), spec.partitions())) {
            changes.add(
                    new Change(PARTITIONS, Integer.toString(state.partitions()), Integer.toString(spec.partitions())));
        }
        Map<String, String> wrong = new TreeMap<>();
        String retention = TopicConfig.RETENTION_MS_CONFIG;
        if (!spec.settings().get(retention).equals(state.settings().get(retention))) {
            wrong.put(retention, spec.settings().get(retention));
        }
        String size = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
        if (Long.parseLong(state.settings().getOrDefault(size, "0"))
                < Long.parseLong(spec.settings().get(size))) {
            wrong.put(size, spec.settings().get(size));
        }
        if (!wrong.isEmpty()) {
            topics.alter(spec.name(), wrong);
            wrong.forEach((name, value) ->
                    changes.add(new Change(name, state.settings().getOrDefault(name, "unknown"), value)));
        }
        boolean compacted = state.settings()
                .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
                .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        return new Result(false, changes, compacted);
    }
}
