package io.tillstream.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final Evidence EVIDENCE = new Evidence(1_001_000, 1_000_000, BigDecimal.ONE, "00");
    private static final TestTopic TOPIC = new TestTopic("t", 1_001_000, 400_400_000, EVIDENCE);

    @Test
    void aStartIsTakenOffAndTheMedianOfTheRoundsCounts() {
        Standing writer = Standing.of(
                Contender.WRITER,
                List.of(
                        round(Contender.WRITER, 1, 5, 4),
                        round(Contender.WRITER, 2, 3, 2),
                        round(Contender.WRITER, 3, 40, 9)),
                TOPIC);

        assertThat(writer.cpuPerMillion()).isEqualTo(5, within(1e-9));
        assertThat(writer.recordsPerSecond()).isEqualTo(250_000, within(1e-6));
        assertThat(writer.megabytesPerSecond()).isEqualTo(100, within(1e-9));
        assertThat(writer.bytesPerRow()).isEqualTo(40, within(0.1));
        assertThat(writer.requestsPerGigabyte()).isEqualTo(10, within(0.1));
    }

    @Test
    void theRatiosCompareCpuTimePerRecord() {
        Map<Contender, List<Round>> rounds = new EnumMap<>(Contender.class);
        rounds.put(Contender.POLL, List.of(round(Contender.POLL, 1, 1, 1)));
        rounds.put(Contender.DECODE, List.of(round(Contender.DECODE, 1, 0.5, 1)));
        rounds.put(Contender.ENCODE, List.of(round(Contender.ENCODE, 1, 2.5, 1)));
        rounds.put(Contender.WRITER, List.of(round(Contender.WRITER, 1, 5, 1)));
        Standings without = standings(rounds);
        assertThat(without.limitRatio()).isEqualTo(1.25, within(1e-9));
        assertThat(without.sparkRatio()).isEmpty();

        rounds.put(Contender.SPARK, List.of(round(Contender.SPARK, 1, 20, 1)));
        assertThat(standings(rounds).sparkRatio().orElseThrow()).isEqualTo(4, within(1e-9));
    }

    private static Standings standings(Map<Contender, List<Round>> rounds) {
        return new Standings(rounds.entrySet().stream()
                .map(one -> Standing.of(one.getKey(), one.getValue(), TOPIC))
                .toList());
    }

    /** A round of a million records and a start, which takes seven seconds of either time by itself. */
    private static Round round(Contender contender, int number, double cpu, double wall) {
        return new Round(number, run(contender, 1_000, 7, 7), run(contender, 1_001_000, 7 + cpu, 7 + wall));
    }

    private static Run run(Contender contender, long records, double cpu, double wall) {
        return new Run(contender, records, cpu, wall, 1, 40 * records, 1, Map.of("PUT", 3, "LIST", 1), EVIDENCE);
    }
}
