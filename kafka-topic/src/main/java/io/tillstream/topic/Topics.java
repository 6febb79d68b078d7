package io.tillstream.topic;

import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/** The topics of a cluster. Every method throws {@link ExecutionException} if the cluster refuses or does not answer. */
public interface Topics {
    /** Number of a topic's partitions; empty: there is no such topic. */
    OptionalInt partitions(String name) throws ExecutionException, InterruptedException;

    /** Creates a topic; false if it is there already. */
    boolean create(TopicSpec spec) throws ExecutionException, InterruptedException;

    /** Adds partitions up to a number; false if there are as many already. */
    boolean grow(String name, int partitions) throws ExecutionException, InterruptedException;
}
