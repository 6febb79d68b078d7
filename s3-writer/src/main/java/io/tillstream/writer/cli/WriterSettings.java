package io.tillstream.writer.cli;

import io.tillstream.lake.TopicNames;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.consume.MemoryBudget;
import io.tillstream.writer.consume.Rotation;
import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.kafka.ConsumerSettings;
import io.tillstream.writer.metrics.TelemetrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The writer's settings, checked.
 *
 * @param kafka how to reach Kafka
 * @param topic the topic to write
 * @param lakeBucket the bucket of the lake
 * @param stagingDir a directory that this writer alone uses
 * @param rotateSeconds close a range once its oldest record has waited this long, 1 to 3,600 seconds
 * @param rotateRecords close a range after this many Kafka records, 1 to 100,000,000
 * @param rotateMegabytes close a range once its file has this size, 1 to 2,048 MiB
 * @param memoryMegabytes memory limit for all open files together, in MiB; 0: {@link #MEMORY_SHARE} of the heap
 * @param minObjectMegabytes files smaller than this are not closed to free memory, 1 to 2,048 MiB
 * @param confirmedGaps losses that an operator confirmed
 * @param telemetry where the writer tells about itself
 */
public record WriterSettings(
        ConsumerSettings kafka,
        String topic,
        String lakeBucket,
        Path stagingDir,
        int rotateSeconds,
        long rotateRecords,
        int rotateMegabytes,
        int memoryMegabytes,
        int minObjectMegabytes,
        List<ConfirmedGap> confirmedGaps,
        TelemetrySettings telemetry) {
    /** Default of {@link #rotateSeconds}. */
    public static final String ROTATE_SECONDS = "60";

    /** Default of {@link #rotateRecords}. */
    public static final String ROTATE_RECORDS = "1000000";

    /** Default of {@link #rotateMegabytes}. */
    public static final String ROTATE_MEGABYTES = "128";

    /** Default of {@link #memoryMegabytes}. */
    public static final String MEMORY_MEGABYTES = "0";

    /** Default of {@link #minObjectMegabytes}. */
    public static final String MIN_OBJECT_MEGABYTES = "16";

    /** Which part of the heap open files take where nothing is set: the consumer's fetches and garbage need the rest. */
    public static final double MEMORY_SHARE = 0.4;

    /** Which part they may take at most. */
    private static final double MAX_MEMORY_SHARE = 0.75;

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int MAX_SECONDS = 3_600;
    private static final long MAX_RECORDS = 100_000_000;

    /** Half of what one PutObject takes, so that the last batch of records never carries a file over it. */
    private static final int MAX_MEGABYTES = 2_048;

    private static final long BYTES_PER_MEGABYTE = 1024L * 1024;

    /**
     * Checks the settings.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public WriterSettings {
        require(TopicNames.isValid(topic), "--topic '" + topic + "' is not a name that Kafka allows");
        require(BUCKET.matcher(lakeBucket).matches(), "--lake-bucket '" + lakeBucket + "' is not the name of a bucket");
        requireIn("--rotate-seconds", rotateSeconds, MAX_SECONDS);
        requireIn("--rotate-records", rotateRecords, MAX_RECORDS);
        requireIn("--rotate-megabytes", rotateMegabytes, MAX_MEGABYTES);
        requireIn("--min-object-megabytes", minObjectMegabytes, MAX_MEGABYTES);
        long heap = Runtime.getRuntime().maxMemory();
        require(
                memoryMegabytes >= 0 && memoryMegabytes * BYTES_PER_MEGABYTE <= heap * MAX_MEMORY_SHARE,
                "--memory-megabytes is %d; it takes 1 to %.0f, three quarters of this process's heap (-Xmx), or 0 for %.0f"
                        .formatted(
                                memoryMegabytes,
                                Math.floor(heap * MAX_MEMORY_SHARE / BYTES_PER_MEGABYTE),
                                Math.floor(heap * MEMORY_SHARE / BYTES_PER_MEGABYTE)));
        confirmedGaps = List.copyOf(confirmedGaps);
        for (ConfirmedGap gap : confirmedGaps) {
            require(gap.topic().equals(topic), "--confirm-gap is for topic " + gap.topic() + ", --topic is " + topic);
        }
    }

    /** Returns when a range is closed. */
    public Rotation rotation() {
        return new Rotation(
                rotateRecords,
                rotateMegabytes * BYTES_PER_MEGABYTE,
                Duration.ofSeconds(rotateSeconds),
                new MemoryBudget(memoryBytes(), minObjectMegabytes * BYTES_PER_MEGABYTE));
    }

    private long memoryBytes() {
        return memoryMegabytes > 0
                ? memoryMegabytes * BYTES_PER_MEGABYTE
                : (long) (Runtime.getRuntime().maxMemory() * MEMORY_SHARE);
    }

    private static void requireIn(String option, long value, long max) {
        require(value >= 1 && value <= max, option + " is " + value + "; it takes 1 to " + max);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new SettingsException(message);
        }
    }
}
