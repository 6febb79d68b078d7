package io.tillstream.local.pipeline;

import io.tillstream.local.topics.Topic;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.PartitionKey;
import java.util.Map;

/**
 * Drives what is in Kafka into the warehouse, stage by stage, in the order of the state machine on AWS: Bronze up to given
 * offsets, Silver until nothing new is left, Gold, load.
 */
final class Rounds {
    private final Instance instance;
    private final Topic topic;
    private final BronzeChains chains;
    private final Stages stages;
    private final StageRecorder recorder;
    private long inBronze;

    Rounds(Instance instance, Topic topic, BronzeChains chains, Stages stages, StageRecorder recorder) {
        this.instance = instance;
        this.topic = topic;
        this.chains = chains;
        this.stages = stages;
        this.recorder = recorder;
        this.inBronze = topic.committedByWriter();
    }

    /**
     * Brings the warehouse up to these offsets, and perhaps further.
     *
     * @param ends end of each partition
     */
    void run(Map<PartitionKey, Long> ends) {
        RoundOrder.run(() -> bronze(ends), stages::silver, () -> stages.load(stages.gold()));
    }

    private void bronze(Map<PartitionKey, Long> ends) {
        long total = ends.values().stream().mapToLong(Long::longValue).sum();
        long before = Math.min(inBronze, total);
        recorder.run("bronze", "records", total - before, stage -> {
            BronzeWait wait = new BronzeWait(instance, topic, chains, ends);
            wait.run(reached -> stage.at(Math.max(0, reached - before), total - before));
            return new StageRecorder.Outcome(total - before, "up to " + total + " offsets");
        });
        inBronze = total;
    }
}
