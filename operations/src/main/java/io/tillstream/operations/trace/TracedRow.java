package io.tillstream.operations.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * One row and where it is.
 *
 * @param coordinates where it comes from
 * @param lake what the trace job found: the Bronze object, the decision, what Silver and Gold have
 * @param warehouse columns and values of the warehouse's fact; empty if the warehouse has none
 * @param value the row's value
 */
public record TracedRow(Coordinates coordinates, JsonNode lake, Map<String, String> warehouse, Value value) {
    /** {@code accepted}, {@code quarantined}, {@code duplicate}, {@code withdrawn} or {@code waiting}. */
    public String decision() {
        return lake.path("decision").asText();
    }

    /** The row that a conflict is with, or of which this is a duplicate. */
    public Optional<Coordinates> other() {
        return lake.has("other") ? Optional.of(Coordinates.of(lake.path("other"))) : Optional.empty();
    }
}
