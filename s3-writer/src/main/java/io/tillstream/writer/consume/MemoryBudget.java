package io.tillstream.writer.consume;

/**
 * How much memory all open files of a writer may take together, however many partitions it has.
 *
 * @param bytes memory of rows that are not on disk yet, in bytes
 * @param minObjectBytes a file that is smaller is not closed for want of memory; it gives its memory back by writing what it
 *     has to disk, as a row group of its own, and stays open
 */
public record MemoryBudget(long bytes, long minObjectBytes) {
    /** No bound at all. */
    public static final MemoryBudget UNBOUNDED = new MemoryBudget(Long.MAX_VALUE, 0);
}
