package io.tillstream.glue.silver.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.glue.lake.DateRanges;
import io.tillstream.glue.silver.deduplicate.IdHistory.Decision;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.Coordinates;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Invariant 4's rule on one id, and the day ranges within which it is looked for. */
class IdHistoryTest {
    @Test
    void theFirstWinsAndItsRepetitionIsADuplicateOfIt() {
        IdHistory history = new IdHistory();
        assertThat(history.decide(row(100, "h", 1))).isEqualTo(new Decision.Accepted());
        assertThat(history.decide(row(100, "h", 2))).isEqualTo(new Decision.Duplicate(at(1)));
        assertThat(history.decide(row(100, "h", 3))).isEqualTo(new Decision.Duplicate(at(1)));
    }

    @Test
    void aConflictDoesNotTakeTheId() {
        IdHistory history = new IdHistory();
        history.known(row(100, "h", 1));
        assertThat(history.decide(row(110, "x", 2)))
                .isEqualTo(new Decision.Conflict(at(1), "order dates are 10 days apart"));
        // The same again does not repeat an accepted sale, so it is the same conflict and no duplicate.
        assertThat(history.decide(row(110, "x", 3)))
                .isEqualTo(new Decision.Conflict(at(1), "order dates are 10 days apart"));
        assertThat(history.decide(row(101, "y", 4)))
                .isEqualTo(new Decision.Conflict(at(1), "order dates are 1 day apart"));
        assertThat(history.decide(row(100, "y", 4)))
                .isEqualTo(new Decision.Conflict(at(1), "same order date, other content"));
    }

    /** An older release accepted one id on several dates. */
    @Test
    void ofSeveralAcceptedSalesTheOneOfTheSameContentIsRepeated() {
        IdHistory history = new IdHistory();
        history.known(row(100, "h", 1));
        history.known(row(200, "i", 2));
        assertThat(history.decide(row(200, "i", 3))).isEqualTo(new Decision.Duplicate(at(2)));
    }

    @Test
    void whatWasWithdrawnStaysSoButItsIdIsFree() {
        IdHistory history = new IdHistory();
        history.known(withdrawn(100, "wrong", 1));
        assertThat(history.decide(row(100, "wrong", 2))).isEqualTo(new Decision.Duplicate(at(1)));
        assertThat(history.decide(row(101, "right", 3))).isEqualTo(new Decision.Accepted());
        assertThat(history.decide(row(101, "right", 4))).isEqualTo(new Decision.Duplicate(at(3)));
        assertThat(history.decide(row(100, "wrong", 5))).isEqualTo(new Decision.Duplicate(at(1)));
        assertThat(history.decide(row(100, "third", 6))).isInstanceOf(Decision.Conflict.class);
    }

    @Test
    void rangesCoverEveryDayAndItsMarginAndStayFew() {
        LocalDate start = LocalDate.of(2026, 3, 1);
        DateRanges apart = DateRanges.around(new TreeSet<>(List.of(start, start.plusDays(20))), 5);
        assertThat(apart.ranges())
                .containsExactly(
                        new DateRanges.Range(start.minusDays(5), start.plusDays(5)),
                        new DateRanges.Range(start.plusDays(15), start.plusDays(25)));
        assertThat(DateRanges.around(new TreeSet<>(List.of(start, start.plusDays(11))), 5)
                        .ranges())
                .containsExactly(new DateRanges.Range(start.minusDays(5), start.plusDays(16)));
        TreeSet<LocalDate> scattered = new TreeSet<>();
        LongStream.range(0, 300).forEach(i -> scattered.add(start.plusDays(i * 17)));
        DateRanges merged = DateRanges.around(scattered, 1);
        assertThat(merged.ranges()).hasSizeLessThanOrEqualTo(32);
        assertThat(scattered)
                .allSatisfy(day -> assertThat(merged.ranges())
                        .anyMatch(range -> !day.minusDays(1).isBefore(range.first())
                                && !day.plusDays(1).isAfter(range.last())));
        assertThat(DateRanges.around(new TreeSet<>(), 5).ranges()).isEmpty();
    }

    private static Occurrence row(int day, String hash, long offset) {
        return new Occurrence("till", "e", day, hash, false, false, at(offset));
    }

    private static Occurrence withdrawn(int day, String hash, long offset) {
        return new Occurrence("till", "e", day, hash, true, true, at(offset));
    }

    private static Coordinates at(long offset) {
        return new Coordinates(BronzeFixture.TOPIC_ID, 0, offset, 0);
    }
}
