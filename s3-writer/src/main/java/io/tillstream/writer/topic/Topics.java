package io.tillstream.writer.topic;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The topics of a cluster. Every method throws {@link ExecutionException} if the cluster refuses or does not answer. */
public interface Topics {
    /**
     * What a topic is.
     *
     * @param partitions how many it has
     * @param settings its settings by name, defaults included
     */
    record State(int partitions, Map<String, String> settings) {
        /** Copies the map. */
        public State {
            settings = Map.copyOf(settings);
        }
    }

    /** Returns what a topic is, or nothing if it does not exist. */
    Optional<State> describe(String name) throws ExecutionException, InterruptedException;

    /** Creates a topic; false if it exists already. */
    boolean create(TopicSpec spec) throws ExecutionException, InterruptedException;

    /** Adds partitions up to a number; false if the topic has that many already. */
    boolean grow(String name, int partitions) throws ExecutionException, InterruptedException;

    /** Changes settings of a topic, and leaves all others as they are. */
    void alter(String name, Map<String, String> settings) throws ExecutionException, InterruptedException;
}
