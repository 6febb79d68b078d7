package io.tillstream.producer.run;

/**
 * How far a run is.
 *
 * @param read events read or made
 * @param sent events that Kafka has acknowledged
 * @param rejected rows written to the rejects file
 * @param total events expected; negative where that is not known
 */
public record Counts(long read, long sent, long rejected, long total) {}
