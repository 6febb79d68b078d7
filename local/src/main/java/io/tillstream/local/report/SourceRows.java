package io.tillstream.local.report;

/**
 * What the producer did with one source.
 *
 * @param read rows or events read
 * @param sent events that Kafka acknowledged
 * @param rejected rows that the mapping refused
 */
public record SourceRows(long read, long sent, long rejected) {
    /** Nothing yet. */
    public static final SourceRows NONE = new SourceRows(0, 0, 0);

    /** Both together. */
    public SourceRows plus(SourceRows other) {
        return new SourceRows(read + other.read, sent + other.sent, rejected + other.rejected);
    }
}
