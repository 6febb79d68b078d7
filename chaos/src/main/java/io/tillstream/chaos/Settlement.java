package io.tillstream.chaos;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks Kafka which transactions were committed whose end their producer has not heard of. Only those are looked for. */
final class Settlement {
    private Settlement() {}

    /** Adds the digests of the transactions that Kafka has to the committed ones. */
    static void settle(
            String bootstrapServers, String topic, List<ChaosProducer.Unsettled> unsettled, Digests committed) {
        Map<ByteBuffer, ChaosProducer.Unsettled> byWitness = new HashMap<>();
        unsettled.forEach(transaction -> byWitness.put(ByteBuffer.wrap(transaction.witness()), transaction));
        if (byWitness.isEmpty()) {
            return;
        }
        CommittedLog.read(bootstrapServers, topic, record -> {
            ChaosProducer.Unsettled transaction =
                    record.value() == null ? null : byWitness.remove(ByteBuffer.wrap(record.value()));
            if (transaction != null) {
                transaction.digests().forEach(committed::add);
            }
        });
    }
}
