package io.tillstream.operations.machine;

import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.trace.RecordValues;
import java.util.Map;
import java.util.OptionalInt;

/** The topic of sales, looked at without joining a consumer group or committing anything. */
public interface SalesTopic {
    /** The end of each partition's log: the offset that the next record will get. */
    Map<PartitionKey, Long> ends();

    /** What the writer's group has committed, by partition number; a partition without a commit is absent. */
    Map<Integer, Long> writerCommits();

    /** A row for each partition: its offsets, what the writer's group has committed, and the difference. */
    ResultTable partitions();

    /**
     * The last messages of each partition, oldest first; those of open or aborted transactions included.
     *
     * @param count how many offsets to look back in each partition
     * @param only one partition, or all
     * @throws io.tillstream.operations.command.CommandException.Usage where there is no such partition
     */
    ResultTable last(int count, OptionalInt only);

    /** Reads single records. */
    RecordValues values();
}
