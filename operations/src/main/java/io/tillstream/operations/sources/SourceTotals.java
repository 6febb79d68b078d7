package io.tillstream.operations.sources;

import java.util.List;

/**
 * What the replays of one mapping have done so far.
 *
 * @param source name of the mapping
 * @param runs how many replays have ended or were killed
 * @param read rows that they have read
 * @param sent events that Kafka has acknowledged
 * @param rejected rows that the mapping cannot read
 * @param leftOut rows that the mapping's conditions leave out
 * @param unaccounted rows that were read and neither sent nor rejected by a replay that says it is done
 * @param endedEarly the replays that were not followed by one that read the same files to their end, a sentence each
 */
public record SourceTotals(
        String source,
        long runs,
        long read,
        long sent,
        long rejected,
        long leftOut,
        long unaccounted,
        List<String> endedEarly) {
    /** Copies the list. */
    public SourceTotals {
        endedEarly = List.copyOf(endedEarly);
    }
}
