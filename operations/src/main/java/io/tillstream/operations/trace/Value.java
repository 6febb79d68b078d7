package io.tillstream.operations.trace;

/**
 * A row's value and what it is.
 *
 * @param bytes the value
 * @param origin how true to the record it is
 */
public record Value(byte[] bytes, Origin origin) {
    /** Where a value comes from. */
    public enum Origin {
        /** The record's exact bytes, read from Kafka. */
        KAFKA("exact bytes of the record, from Kafka"),
        /** The exact bytes of what did not parse, kept in Bronze. */
        BRONZE("exact bytes of a value that did not parse, from Bronze"),
        /** The sale's canonical JSON, made from Bronze's columns: Kafka no longer has the record. */
        CANONICAL("canonical JSON made from Bronze's columns, not the record's own bytes, which Kafka no longer has");

        private final String sentence;

        Origin(String sentence) {
            this.sentence = sentence;
        }

        /** What it is, for a person. */
        public String sentence() {
            return sentence;
        }
    }
}
