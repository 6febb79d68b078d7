package io.tillstream.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a writer is started.
 *
 * @param topic its topic
 * @param groupId its group
 * @param rotateSeconds when a range is closed, at the latest
 * @param rotateRecords how many records close a range
 * @param kafka settings of its Kafka clients
 * @param extraArguments more options
 */
record WriterOptions(
        String topic,
        String groupId,
        int rotateSeconds,
        long rotateRecords,
        Map<String, String> kafka,
        List<String> extraArguments) {
    private static final long MANY = 1_000_000;

    WriterOptions {
        kafka = Map.copyOf(kafka);
        extraArguments = List.copyOf(extraArguments);
    }

    /** The options of a run in which things happen quickly: a range each second, a dead writer is given up after 6 s. */
    static WriterOptions quick(String topic, String groupId) {
        return new WriterOptions(
                topic,
                groupId,
                1,
                MANY,
                Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "1000", "metadata.max.age.ms", "1000"),
                List.of());
    }

    WriterOptions withKafka(String name, String value) {
        Map<String, String> settings = new TreeMap<>(kafka);
        settings.put(name, value);
        return new WriterOptions(topic, groupId, rotateSeconds, rotateRecords, settings, extraArguments);
    }

    WriterOptions with(String... options) {
        return new WriterOptions(topic, groupId, rotateSeconds, rotateRecords, kafka, List.of(options));
    }
}
