package io.tillstream.benchmarks.stage;

import picocli.CommandLine.Option;

/** Which topic, and how much of it. */
final class TopicOptions {
    @Option(names = "--bootstrap-servers", required = true)
    private String bootstrapServers;

    @Option(names = "--topic", required = true)
    private String topic;

    @Option(names = "--records", required = true)
    private long records;

    /** Returns the same topic, but at most this many records of it. */
    TopicOptions first(long most) {
        TopicOptions part = new TopicOptions();
        part.bootstrapServers = bootstrapServers;
        part.topic = topic;
        part.records = Math.min(records, most);
        return part;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    String topic() {
        return topic;
    }

    long records() {
        return records;
    }
}
