package io.tillstream.writer.chain;

/**
 * What the consumer group has committed for a partition: a hint where the chain ends, never the truth.
 *
 * @param offset the committed offset
 * @param key the key of the object that ends just before it, or empty
 */
public record CommittedOffset(long offset, String key) {
    /** Nothing was committed. */
    public static final CommittedOffset NONE = new CommittedOffset(0, "");
}
