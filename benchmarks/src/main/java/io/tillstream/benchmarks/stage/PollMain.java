package io.tillstream.benchmarks.stage;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The first limit: polls a topic and does nothing else. */
@Command(name = "poll")
public final class PollMain implements Callable<Integer> {
    @Mixin
    private TopicOptions topic;

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new PollMain()).execute(args));
    }

    @Override
    public Integer call() {
        Checksum found = new Checksum();
        long[] bytes = new long[1];
        TopicReader.read(topic, record -> {
            bytes[0] += record.value().length;
            found.row(record.partition(), record.offset(), 0);
        });
        StageResult.print(found, bytes[0]);
        return 0;
    }
}
