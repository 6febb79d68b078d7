package io.tillstream.writer.stage;

import io.tillstream.events.SalesSchema;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.EventTimes;
import io.tillstream.writer.chain.OffsetRange;
import java.nio.file.Path;

/**
 * A closed staging file.
 *
 * @param file where it is
 * @param bytes its size
 * @param records how many Kafka records it has
 * @param rows how many rows
 * @param eventTimes from when to when its sales are
 */
public record StagedObject(Path file, long bytes, long records, long rows, EventTimes eventTimes) {
    /** Returns what the metadata of the file's object say, if it becomes that of a range. */
    public BronzeObject describe(OffsetRange range) {
        long holes = range.kind() == Kind.RANGE ? range.offsets() - records : 0;
        return new BronzeObject(
                range.first(),
                range.last(),
                range.kind(),
                records,
                holes,
                rows,
                range.leaderEpoch(),
                SalesSchema.VERSION,
                eventTimes);
    }
}
