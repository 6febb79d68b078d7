package io.tillstream.writer.consume;

/**
 * How much memory all open files of a writer may take together, however many partitions it has.
 *
 * @param bytes memory of rows that are not on disk yet, in bytes
 * @param minObjectBytes a smaller file is not closed to free memory; it writes its rows to disk as a separate row group
 *     and stays open
 */
public record MemoryBudget(long bytes, long minObjectBytes) {
    /** No bound at all. */
    public static final MemoryBudget UNBOUNDED = new MemoryBudget(Long.MAX_VALUE, 0);
}
