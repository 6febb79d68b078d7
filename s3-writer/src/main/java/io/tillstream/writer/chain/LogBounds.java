package io.tillstream.writer.chain;

/**
 * Which offsets of a partition Kafka still has.
 *
 * @param start the first one that can be read
 * @param end the offset after the last one (the high watermark)
 */
public record LogBounds(long start, long end) {}
