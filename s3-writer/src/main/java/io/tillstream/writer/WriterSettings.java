package io.tillstream.writer;

import io.tillstream.writer.chain.ChainId;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.kafka.Rotation;
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
 * @param rotateSeconds close a range when its oldest record has waited as long
 * @param rotateRecords close a range with as many Kafka records
 * @param rotateMegabytes close a range whose file is as large, in MiB
 * @param confirmedGaps losses that an operator confirmed
 * @param telemetry where the writer tells about itself
 */
public record WriterSettings(
        KafkaSettings kafka,
        String topic,
        String lakeBucket,
        Path stagingDir,
        int rotateSeconds,
        long rotateRecords,
        int rotateMegabytes,
        List<ConfirmedGap> confirmedGaps,
        TelemetrySettings telemetry) {
    /** Default of {@link #rotateSeconds}. */
    public static final String ROTATE_SECONDS = "60";

    /** Default of {@link #rotateRecords}. */
    public static final String ROTATE_RECORDS = "1000000";

    /** Default of {@link #rotateMegabytes}. */
    public static final String ROTATE_MEGABYTES = "128";

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
        require(ChainId.isTopic(topic), "--topic '" + topic + "' is not a name that Kafka allows");
        require(BUCKET.matcher(lakeBucket).matches(), "--lake-bucket '" + lakeBucket + "' is not the name of a bucket");
        requireIn("--rotate-seconds", rotateSeconds, MAX_SECONDS);
        requireIn("--rotate-records", rotateRecords, MAX_RECORDS);
        requireIn("--rotate-megabytes", rotateMegabytes, MAX_MEGABYTES);
        confirmedGaps = List.copyOf(confirmedGaps);
        for (ConfirmedGap gap : confirmedGaps) {
            require(gap.topic().equals(topic), "--confirm-gap is for topic " + gap.topic() + ", --topic is " + topic);
        }
    }

    /** Returns when a range is closed. */
    Rotation rotation() {
        return new Rotation(rotateRecords, rotateMegabytes * BYTES_PER_MEGABYTE, Duration.ofSeconds(rotateSeconds));
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
