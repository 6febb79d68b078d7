package io.tillstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.standins.s3.fault.Fault;
import io.tillstream.standins.s3.fault.S3Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScheduleTest {
    private static final S3Request PUT = new S3Request("PUT", "/lake/a", List.of(), new byte[0]);
    private static final S3Request GET = new S3Request("GET", "/lake/a", List.of(), new byte[0]);

    private long now;

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 19, 20, 30, 99, 100, 333, 1_000, 5_000})
    void atMostATenthOfTheFaultsAreDeathsOfProcesses(int faults) {
        int deaths = FaultSchedule.processes(faults, 3).entrySet().stream()
                .mapToInt(count -> count.getKey().deaths(3) * count.getValue())
                .sum();
        assertThat(deaths).isLessThanOrEqualTo(faults / 10);
    }

    @Test
    void aThousandFaultsAreOfEveryKind() {
        Map<String, Integer> counts = play(new FaultSchedule(1_000, 3, 1, () -> now));
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000);
        for (Fault fault : Fault.values()) {
            assertThat(counts).containsKey(fault.code());
        }
        for (ProcessFault fault : ProcessFault.values()) {
            assertThat(counts).containsKey(fault.code());
        }
    }

    @Test
    void theSameSeedIsTheSameOrder() {
        assertThat(order(7)).isEqualTo(order(7)).isNotEqualTo(order(8));
    }

    @Test
    void whatBefallsAPutAloneWaitsForOne() {
        FaultSchedule schedule = new FaultSchedule(9, 3, 1, () -> now);
        for (int i = 0; i < 1_000; i++) {
            now += 1_000_000_000L;
            schedule.next(GET).ifPresent(fault -> assertThat(fault.fits(GET)).isTrue());
        }
        assertThat(schedule.done()).isLessThan(9);
        play(schedule);
        assertThat(schedule.done()).isEqualTo(9);
    }

    private List<String> order(long seed) {
        FaultSchedule schedule = new FaultSchedule(200, 3, seed, () -> now);
        List<String> order = new ArrayList<>();
        while (schedule.done() < 200) {
            step(schedule).ifPresent(order::add);
        }
        return order;
    }

    private Map<String, Integer> play(FaultSchedule schedule) {
        for (int i = 0; i < 100_000; i++) {
            step(schedule);
        }
        return schedule.counts();
    }

    private Optional<String> step(FaultSchedule schedule) {
        now += 1_000_000_000L;
        Optional<ProcessFault> due = schedule.due();
        due.ifPresent(schedule::injected);
        return due.isPresent()
                ? due.map(ProcessFault::code)
                : schedule.next(PUT).map(Fault::code);
    }
}
