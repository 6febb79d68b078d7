package io.tillstream.benchmarks.ingest;

import io.tillstream.operations.command.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to measure.
 *
 * @param records records on the topic
 * @param rounds how often each contender runs
 * @param partitions partitions of the topic
 * @param seed of the generated sales
 * @param peers who is measured beside the limits and the writer
 * @param writerJvm flags of the JVMs of the writer and of the limits
 * @param sparkJvm flags of Spark's JVM
 * @param directory where topic, objects and logs go; emptied before and after
 * @param results where the result file goes
 * @param label part of the result file's name; absent: the time
 */
record IngestSettings(
        long records,
        int rounds,
        int partitions,
        long seed,
        Set<Contender> peers,
        List<String> writerJvm,
        List<String> sparkJvm,
        Path directory,
        Path results,
        Optional<String> label) {
    /** Records of the short run that tells what a start costs. */
    static final long START_RECORDS = 1_000;

    private static final long MAX_RECORDS = 20_000_000;
    private static final int MAX_ROUNDS = 99;
    private static final int MAX_PARTITIONS = 64;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    IngestSettings {
        requireIn("--records", records, 2 * START_RECORDS, MAX_RECORDS);
        requireIn("--rounds", rounds, 1, MAX_ROUNDS);
        requireIn("--partitions", partitions, 1, MAX_PARTITIONS);
        require(
                records % partitions == 0 && START_RECORDS % partitions == 0,
                "--partitions " + partitions + " must divide --records and " + START_RECORDS
                        + ", so that all are equally long");
        label.ifPresent(name -> require(
                LABEL.matcher(name).matches(), "--label '" + name + "' takes letters, digits, '.', '_' and '-'"));
        peers = Set.copyOf(peers);
        writerJvm = List.copyOf(writerJvm);
        sparkJvm = List.copyOf(sparkJvm);
    }

    private static void requireIn(String option, long value, long least, long most) {
        require(value >= least && value <= most, option + " is " + value + "; it takes " + least + " to " + most);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new CommandException.Usage(message);
        }
    }
}
