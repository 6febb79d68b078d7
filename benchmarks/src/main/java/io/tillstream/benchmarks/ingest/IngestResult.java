package io.tillstream.benchmarks.ingest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark measured.
 *
 * @param settings what was asked for
 * @param topic the topic that was read
 * @param rounds every round of every contender
 */
record IngestResult(IngestSettings settings, TestTopic topic, Map<Contender, List<Round>> rounds) {
    IngestResult {
        rounds = new EnumMap<>(rounds);
    }

    Standings standings() {
        return new Standings(rounds.entrySet().stream()
                .map(one -> Standing.of(one.getKey(), one.getValue(), topic))
                .toList());
    }
}
