package io.tillstream.topic;

import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/** Creates the topic, or adds partitions to it. Several may do so at once: the second finds it done. Never deletes anything. */
public final class TopicKeeper {
    /** What was to be done. */
    public enum Outcome {
        /** The topic was not there. */
        CREATED,
        /** It had too few partitions. */
        GROWN,
        /** It was as it should be, or larger, or somebody else was faster. */
        UNCHANGED
    }

    private final Topics topics;

    /** @param topics those of the cluster */
    public TopicKeeper(Topics topics) {
        this.topics = topics;
    }

    /**
     * Makes the topic what it is to be.
     *
     * @throws ExecutionException if the cluster refuses or does not answer
     * @throws InterruptedException if the thread is to end
     */
    public Outcome ensure(TopicSpec spec) throws ExecutionException, InterruptedException {
        OptionalInt partitions = topics.partitions(spec.name());
        if (partitions.isEmpty()) {
            return topics.create(spec) ? Outcome.CREATED : Outcome.UNCHANGED;
        }
        if (partitions.getAsInt() < spec.partitions()) {
            return topics.grow(spec.name(), spec.partitions()) ? Outcome.GROWN : Outcome.UNCHANGED;
        }
        return Outcome.UNCHANGED;
    }
}
