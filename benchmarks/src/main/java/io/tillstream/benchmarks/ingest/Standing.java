package io.tillstream.benchmarks.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A contender's figures: medians over its rounds.
 *
 * @param contender who
 * @param recordsPerSecond wall rate
 * @param megabytesPerSecond the same in megabytes (10⁶) of JSON
 * @param cpuPerMillion CPU seconds per million records
 * @param peakBytes largest resident set
 * @param bytesPerRow Parquet bytes for each row, or 0
 * @param requestsPerGigabyte requests to S3 for each gigabyte (10⁹) of JSON, or 0
 * @param evidence what it read
 */
record Standing(
        Contender contender,
        double recordsPerSecond,
        double megabytesPerSecond,
        double cpuPerMillion,
        double peakBytes,
        double bytesPerRow,
        double requestsPerGigabyte,
        Evidence evidence) {
    static Standing of(Contender contender, List<Round> rounds, TestTopic topic) {
        double bytesPerRecord = (double) topic.jsonBytes() / topic.records();
        double rate = median(rounds, Round::recordsPerSecond);
        return new Standing(
                contender,
                rate,
                rate * bytesPerRecord / 1e6,
                median(rounds, Round::cpuPerMillion),
                median(rounds, round -> round.whole().peakBytes()),
                median(
                        rounds,
                        round -> (double) round.whole().outputBytes()
                                / round.whole().evidence().rows()),
                median(rounds, round -> requests(round.whole()) / (topic.jsonBytes() / 1e9)),
                rounds.get(0).whole().evidence());
    }

    private static double requests(Run run) {
        return run.requests().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The median; of an even number the mean of the middle two. */
    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        List<Double> sorted = rounds.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
