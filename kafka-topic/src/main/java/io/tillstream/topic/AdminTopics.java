package io.tillstream.topic;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics by Kafka's own admin client, which the caller closes. */
final class AdminTopics implements Topics {
    private final Admin admin;

    AdminTopics(Admin admin) {
        this.admin = admin;
    }

    @Override
    public OptionalInt partitions(String name) throws ExecutionException, InterruptedException {
        try {
            return OptionalInt.of(admin.describeTopics(Set.of(name))
                    .topicNameValues()
                    .get(name)
                    .get()
                    .partitions()
                    .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /** Without a replication factor the cluster takes its own: MSK Serverless and Express allow no other. */
    @Override
    public boolean create(TopicSpec spec) throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty())
                .configs(spec.configuration());
        return done(admin.createTopics(Set.of(topic)).all(), TopicExistsException.class);
    }

    @Override
    public boolean grow(String name, int partitions) throws ExecutionException, InterruptedException {
        return done(
                admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                        .all(),
                InvalidPartitionsException.class);
    }

    /** Waits; false if somebody else was faster. */
    private static boolean done(KafkaFuture<Void> change, Class<? extends Exception> already)
            throws ExecutionException, InterruptedException {
        try {
            change.get();
            return true;
        } catch (ExecutionException e) {
            if (already.isInstance(e.getCause())) {
                return false;
            }
            throw e;
        }
    }
}
