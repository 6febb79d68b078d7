package io.tillstream.writer.metrics;

/**
 * What the writer's loop holds at a moment.
 *
 * @param joined whether the consumer group has given this writer its partitions, even if there are none for it
 * @param partitions assigned partitions
 * @param finding those of them whose chain's end is still being looked up
 * @param openFiles staging files, open or being written
 * @param lagOffsets offsets of these partitions that are not in Bronze yet, as far as known
 * @param oldestWaitingMillis Kafka timestamp of the oldest record that was read but is not in Bronze, in milliseconds since
 *     1970, or {@link #NONE}
 */
public record LoopState(
        boolean joined, int partitions, int finding, int openFiles, long lagOffsets, long oldestWaitingMillis) {
    /** Where no record waits. */
    public static final long NONE = Long.MAX_VALUE;

    /** The state before anything is known. */
    public static final LoopState STARTING = new LoopState(false, 0, 0, 0, 0, NONE);
}
