package io.tillstream.glue.silver.deduplicate;

import io.tillstream.glue.silver.input.Coordinates;
import java.util.ArrayList;
import java.util.List;

/**
 * The accepted sales of one id, to which further ones are added in the order that decides (invariant 4). Pure Java, so
 * that every edge can be tested without Spark.
 */
final class IdHistory {
    private final int conflictWindowDays;
    private final List<Occurrence> accepted = new ArrayList<>();

    /** What happens to a row. */
    sealed interface Decision {
        /** It is the first of its identity. */
        record Accepted() implements Decision {}

        /** It says the same as an accepted one. */
        record Duplicate(Coordinates of) implements Decision {}

        /** Another accepted sale has its id. */
        record Conflict(Coordinates with, String why) implements Decision {}
    }

    IdHistory(int conflictWindowDays) {
        this.conflictWindowDays = conflictWindowDays;
    }

    /** Adds what an earlier batch accepted. */
    void known(Occurrence occurrence) {
        accepted.add(occurrence);
    }

    /** Decides on a row of this batch; an accepted one counts for all after it. */
    Decision decide(Occurrence row) {
        for (Occurrence other : accepted) {
            if (other.day() == row.day() && other.contentHash().equals(row.contentHash())) {
                return new Decision.Duplicate(other.at());
            }
        }
        for (Occurrence other : accepted) {
            if (other.day() == row.day()) {
                return new Decision.Conflict(other.at(), "same order date, other content");
            }
        }
        for (Occurrence other : accepted) {
            int apart = Math.abs(other.day() - row.day());
            if (apart <= conflictWindowDays) {
                return new Decision.Conflict(other.at(), "order dates are " + apart + " days apart");
            }
        }
        accepted.add(row);
        return new Decision.Accepted();
    }
}
