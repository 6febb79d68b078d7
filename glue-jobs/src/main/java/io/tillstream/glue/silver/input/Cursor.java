package io.tillstream.glue.silver.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.glue.lake.NeedsPersonException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far Silver has read: the next offset of each Bronze chain. A chain that is not named stands at 0, where every chain
 * starts (invariant 1).
 *
 * @param next next offset by chain
 */
public record Cursor(SortedMap<PartitionId, Long> next) {
    /** Nothing read yet. */
    public static final Cursor START = new Cursor(new TreeMap<>());

    /** Copies the map. */
    public Cursor {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /**
     * Reads the JSON of a snapshot property.
     *
     * @throws NeedsPersonException if the text is not a cursor
     */
    public static Cursor parse(String json) {
        try {
            Map<String, Long> offsets = new ObjectMapper().readValue(json, new TypeReference<Map<String, Long>>() {});
            SortedMap<PartitionId, Long> next = new TreeMap<>();
            offsets.forEach((text, offset) -> next.put(PartitionId.parse(text), offset));
            return new Cursor(next);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new NeedsPersonException(
                    "a snapshot holds a cursor that cannot be read: " + json
                            + ". Roll main back to the snapshot before it.",
                    e);
        }
    }

    /** Returns the next offset of a chain. */
    public long next(PartitionId partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** Returns this cursor with one chain moved. */
    public Cursor with(PartitionId partition, long offset) {
        SortedMap<PartitionId, Long> moved = new TreeMap<>(next);
        moved.put(partition, offset);
        return new Cursor(moved);
    }

    /** Returns the offsets by {@code topic/topic id/partition}, in order: what {@link #json} writes. */
    public SortedMap<String, Long> offsets() {
        SortedMap<String, Long> offsets = new TreeMap<>();
        next.forEach((partition, offset) -> offsets.put(partition.toString(), offset));
        return offsets;
    }

    /** Returns the JSON object {@code {"topic/topic id/partition": next offset}}, its names in order. */
    public String json() {
        try {
            return new ObjectMapper().writeValueAsString(offsets());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text to numbers is always JSON", e);
        }
    }
}
