package io.tillstream.benchmarks.stage;

import io.tillstream.events.SaleDecoder;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The second limit: the values of a topic, all in memory, are decoded once each. Only the decoding is measured. */
@Command(name = "decode")
public final class DecodeMain implements Callable<Integer> {
    @Mixin
    private TopicOptions topic;

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DecodeMain()).execute(args));
    }

    @Override
    public Integer call() {
        int records = Math.toIntExact(topic.records());
        byte[][] values = new byte[records][];
        int[] partitions = new int[records];
        long[] offsets = new long[records];
        long[] bytes = new long[1];
        int[] read = new int[1];
        TopicReader.read(topic, record -> {
            values[read[0]] = record.value();
            partitions[read[0]] = record.partition();
            offsets[read[0]] = record.offset();
            bytes[0] += record.value().length;
            read[0]++;
        });
        System.gc();
        SaleDecoder decoder = new SaleDecoder();
        SaleCounter counter = new SaleCounter();
        long cpu = StageResult.processCpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < records; i++) {
            counter.at(partitions[i], offsets[i]);
            decoder.decode(values[i], counter);
        }
        long end = System.nanoTime();
        StageResult.print(counter.found(), bytes[0], StageResult.processCpuNanos() - cpu, end - start);
        return 0;
    }
}
