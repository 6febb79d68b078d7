package io.tillstream.glue.silver.deduplicate;

import io.tillstream.glue.silver.input.Coordinates;
import java.util.ArrayList;
import java.util.List;

/**
 * The sales of one id, to which further ones are added in the order that decides (invariant 4). Pure Java, so that every edge
 * can be tested without Spark.
 */
final class IdHistory {
    private final List<Occurrence> accepted = new ArrayList<>();
    private final List<Occurrence> withdrawn = new ArrayList<>();

    /** What happens to a row. */
    sealed interface Decision {
        /** It is the first of its identity. */
        record Accepted() implements Decision {}

        /** It says the same as an accepted one, or as one that was withdrawn. */
        record Duplicate(Coordinates of) implements Decision {}

        /** Another accepted sale has its id. */
        record Conflict(Coordinates with, String why) implements Decision {}
    }

    /** Adds what an earlier batch decided. */
    void known(Occurrence occurrence) {
        (occurrence.withdrawn() ? withdrawn : accepted).add(occurrence);
    }

    /**
     * Decides on a row of this batch; an accepted one counts for all after it. What was withdrawn stays so if it is sent
     * again, but its id is free for a sale with other content: that is how a wrong sale is corrected.
     */
    Decision decide(Occurrence row) {
        for (List<Occurrence> others : List.of(accepted, withdrawn)) {
            for (Occurrence other : others) {
                if (other.contentHash().equals(row.contentHash())) {
                    return new Decision.Duplicate(other.at());
                }
            }
        }
        if (!accepted.isEmpty()) {
            Occurrence other = accepted.get(0);
            int apart = Math.abs(other.day() - row.day());
            return new Decision.Conflict(
                    other.at(),
                    apart == 0
                            ? "same order date, other content"
                            : "order dates are " + apart + (apart == 1 ? " day" : " days") + " apart");
        }
        accepted.add(row);
        return new Decision.Accepted();
    }
}
