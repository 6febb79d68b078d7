package io.tillstream.chaos;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * How a run ended; {@code report.json} has just these fields, named like {@code bronze_rows}.
 *
 * @param faults how often each kind of fault was injected
 * @param records committed values
 * @param bronzeRows rows in Bronze
 * @param gaps offsets that no object covers, or that a gap object gives up
 * @param overlaps offsets that two objects cover
 * @param lost committed values that are not in Bronze
 * @param duplicated records in Bronze beyond the committed values: doubled, aborted, or not as they were produced
 * @param balanced whether records + holes of all objects are the offsets of Kafka's log, partition by partition
 * @param contradictions where a file is not what its object's metadata say
 * @param checksumProduced the order-independent checksum of the committed values
 * @param checksumBronze that of the records in Bronze
 * @param offsets offsets in Kafka
 * @param holes offsets that are no records: markers and aborted records
 * @param objects objects in Bronze
 * @param abortedTransactions transactions that the producers aborted
 * @param processDeaths how many processes the faults ended
 * @param unaskedExits how many writers ended that nobody had asked to; each was started again
 * @param seed the run's seed
 * @param seconds how long it took, check included
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ChaosReport(
        Map<String, Integer> faults,
        long records,
        long bronzeRows,
        long gaps,
        long overlaps,
        long lost,
        long duplicated,
        boolean balanced,
        List<String> contradictions,
        String checksumProduced,
        String checksumBronze,
        long offsets,
        long holes,
        long objects,
        int abortedTransactions,
        int processDeaths,
        int unaskedExits,
        long seed,
        long seconds) {

    /** Judges Bronze by what was committed and by the ends of Kafka's log. */
    static ChaosReport of(
            Map<String, Integer> faults,
            Digests committed,
            BronzeSummary bronze,
            Map<Integer, Long> logEnds,
            int abortedTransactions,
            int processDeaths,
            int unaskedExits,
            long seed,
            long seconds) {
        long offsets = logEnds.values().stream().mapToLong(Long::longValue).sum();
        boolean complete = logEnds.entrySet().stream()
                .allMatch(end -> bronze.ends().entrySet().stream()
                                .filter(chain -> chain.getKey().partition() == end.getKey())
                                .mapToLong(Map.Entry::getValue)
                                .sum()
                        == end.getValue());
        return new ChaosReport(
                faults,
                committed.size(),
                bronze.rows(),
                bronze.gaps(),
                bronze.overlaps(),
                committed.without(bronze.values()),
                bronze.values().without(committed),
                complete && bronze.records() + bronze.holes() == offsets,
                bronze.contradictions(),
                committed.checksum(),
                bronze.values().checksum(),
                offsets,
                bronze.holes(),
                bronze.objects(),
                abortedTransactions,
                processDeaths,
                unaskedExits,
                seed,
                seconds);
    }

    /** Returns whether every record is in Bronze exactly once. */
    boolean exact() {
        return gaps == 0
                && overlaps == 0
                && lost == 0
                && duplicated == 0
                && balanced
                && contradictions.isEmpty()
                && checksumProduced.equals(checksumBronze);
    }
}
