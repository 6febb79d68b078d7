package io.tillstream.chaos;

import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.BronzeObject;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Checks Bronze only by what is in the bucket: keys and metadata names are written out here on purpose and not taken from
 * {@code lake-contract}, on purpose, so that a fault there shows. Used once.
 */
final class BronzeCheck {
    private final S3Client s3;
    private final String bucket;
    private final String topic;
    private final Path scratch;
    private final Map<PartitionKey, Long> ends = new TreeMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private final Digests values = new Digests();
    private final Map<Integer, BitSet> offsets = new TreeMap<>();
    private long objects;
    private long rows;
    private long records;
    private long holes;
    private long gaps;
    private long overlaps;

    /**
     * Makes a check.
     *
     * @param s3 a client of the bucket itself, past all injected faults
     * @param scratch a directory for one object at a time
     */
    BronzeCheck(S3Client s3, String bucket, String topic, Path scratch) {
        this.s3 = s3;
        this.bucket = bucket;
        this.topic = topic;
        this.scratch = scratch;
    }

    /**
     * Lists all chains and reads all files.
     *
     * @param progress hears how many objects were read
     */
    BronzeSummary run(LongConsumer progress) {
        new BronzeChains(s3, bucket, topic).read().forEach((partition, chain) -> walk(partition, chain, progress));
        return new BronzeSummary(objects, rows, records, holes, gaps, overlaps, ends, contradictions, values);
    }

    /** Returns the offsets of all records that {@link #run} has read, by partition. */
    Map<Integer, BitSet> offsets() {
        return offsets;
    }

    private void walk(PartitionKey partition, List<BronzeObject> chain, LongConsumer progress) {
        long next = 0;
        for (BronzeObject object : chain.stream()
                .sorted(Comparator.comparingLong(BronzeObject::first))
                .toList()) {
            gaps += Math.max(0, object.first() - next) + object.gaps();
            overlaps += Math.max(0, Math.min(next, object.last() + 1) - object.first());
            next = Math.max(next, object.last() + 1);
            records += object.records();
            holes += object.holes();
            objects++;
            read(partition, object);
            progress.accept(objects);
        }
        ends.put(partition, next);
    }

    private void read(PartitionKey partition, BronzeObject object) {
        String key = "bronze/topic=%s/id=%s/partition=%d/%020d.parquet"
                .formatted(topic, partition.topicId(), partition.partition(), object.first());
        Path file = scratch.resolve("object.parquet");
        try {
            Files.write(
                    file,
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
            Reading reading =
                    new Reading(key, object, offsets.computeIfAbsent(partition.partition(), number -> new BitSet()));
            BronzeFileReader.read(file, reading);
            reading.end();
        } catch (IOException | RuntimeException e) {
            throw new CommandException.Failed("s3://" + bucket + "/" + key + " cannot be read: " + e, e);
        }
    }

    /** Puts the rows of one object together to records. */
    private final class Reading implements BronzeFileReader.Listener {
        private final String key;
        private final BronzeObject object;
        private final BitSet seen;
        private final ValueDigest digest = new ValueDigest();
        private long offset = -1;
        private int nextIndex;
        private long readRecords;
        private long readRows;

        Reading(String key, BronzeObject object, BitSet seen) {
            this.key = key;
            this.object = object;
            this.seen = seen;
        }

        @Override
        public void row(long rowOffset, int index, byte[] canonical) {
            if (rowOffset != offset) {
                endRecord();
                require(rowOffset > offset && rowOffset >= object.first() && rowOffset <= object.last(), rowOffset);
                offset = rowOffset;
                seen.set(Math.toIntExact(rowOffset));
                nextIndex = 0;
                readRecords++;
            }
            require(index == nextIndex, rowOffset);
            nextIndex++;
            readRows++;
            digest.row(canonical);
        }

        void end() {
            endRecord();
            rows += readRows;
            if (readRows != object.rows() || readRecords != object.records()) {
                contradictions.add(key + " has " + readRecords + " records and " + readRows
                        + " rows, but its metadata says " + object.records() + " and " + object.rows());
            }
        }

        private void endRecord() {
            if (readRecords > 0) {
                values.add(digest.take());
            }
        }

        private void require(boolean holds, long rowOffset) {
            if (!holds) {
                contradictions.add(key + " has a misplaced row at offset " + rowOffset);
            }
        }
    }
}
