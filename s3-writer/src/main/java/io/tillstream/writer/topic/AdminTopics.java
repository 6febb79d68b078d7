package io.tillstream.writer.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** {@link Topics} by Kafka's admin client, which the caller closes. */
public final class AdminTopics implements Topics {
    private final Admin admin;

    /** Makes one. */
    public AdminTopics(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Optional<State> describe(String name) throws ExecutionException, InterruptedException {
        int partitions;
        try {
            partitions = admin.describeTopics(Set.of(name))
                    .topicNameValues()
                    .get(name)
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
        ConfigResource resource = resource(name);
        Map<String, String> settings = new HashMap<>();
        for (ConfigEntry entry : admin.describeConfigs(Set.of(resource))
                .values()
                .get(resource)
                .get()
                .entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        return Optional.of(new State(partitions, settings));
    }

    /** Leaves the replication factor to the cluster: MSK Serverless and Express allow no other. */
    @Override
    public boolean create(TopicSpec spec) throws ExecutionException, InterruptedException {
        NewTopic topic =
                new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty()).configs(spec.settings());
        return done(admin.createTopics(Set.of(topic)).all(), TopicExistsException.class);
    }

    @Override
    public boolean grow(String name, int partitions) throws ExecutionException, InterruptedException {
        return done(
                admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                        .all(),
                InvalidPartitionsException.class);
    }

    @Override
    public void alter(String name, Map<String, String> settings) throws ExecutionException, InterruptedException {
        Collection<AlterConfigOp> changes = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(resource(name), List.copyOf(changes)))
                .all()
                .get();
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
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
