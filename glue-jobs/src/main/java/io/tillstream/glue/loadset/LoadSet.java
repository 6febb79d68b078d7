package io.tillstream.glue.loadset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tillstream.glue.lake.NeedsPersonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A load set as its {@code batch.json} describes it (invariant 6).
 *
 * @param version of the file's form
 * @param number 1, 2, 3 … without holes
 * @param revision 1 for the set as first published
 * @param attempt UUID of the run that made it; its files stand under this name
 * @param reason why it supersedes the revision before it; null for the set as first published
 * @param batchNo the batches it brings to the warehouse
 * @param tables the tables that it changes, in the order in which they are to be changed
 * @param fact the whole fact table after this set
 */
@JsonPropertyOrder({"version", "number", "revision", "attempt", "reason", "batch_no", "tables", "fact"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadSet(
        int version,
        long number,
        int revision,
        String attempt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
        @JsonProperty("batch_no") Range batchNo,
        List<TableLoad> tables,
        FactTotals fact) {
    /** The version that is written; those from 1 on are read. */
    public static final int VERSION = 2;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Copies the list. */
    public LoadSet {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    /**
     * Batch numbers.
     *
     * @param from exclusive: where the set before ended, 0 for the first
     * @param to inclusive
     */
    public record Range(long from, long to) {}

    /**
     * The fact table's totals.
     *
     * @param rows all its rows
     * @param revenue sum per currency, plain digits without trailing zeros
     */
    public record FactTotals(long rows, Map<String, String> revenue) {
        /** Copies the map, sorted by currency. */
        public FactTotals {
            revenue = java.util.Collections.unmodifiableMap(new TreeMap<>(revenue));
        }
    }

    /** Returns the key of a set's {@code batch.json} as first published. */
    public static String key(long number) {
        return key(number, 1);
    }

    /**
     * Returns the key of a revision's batch file.
     *
     * @param revision 1 for the set as first published
     */
    public static String key(long number, int revision) {
        return prefix(number) + (revision == 1 ? "batch.json" : "batch.r" + revision + ".json");
    }

    /** Returns what every key of the set starts with. */
    static String prefix(long number) {
        return String.format(Locale.ROOT, "loads/%020d/", number);
    }

    /** Returns the bytes of {@code batch.json}. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a {@code batch.json}.
     *
     * @param key where it stands, for the error
     * @throws NeedsPersonException if it is none, or of a version that this program does not know
     */
    public static LoadSet fromJson(String key, byte[] bytes) {
        LoadSet set;
        try {
            set = JSON.readValue(bytes, LoadSet.class);
        } catch (IOException e) {
            throw unreadable(key, "is no load set", e);
        }
        if (set.version() < 1 || set.version() > VERSION) {
            throw unreadable(key, "is of version " + set.version() + ", not 1 to " + VERSION, null);
        }
        if (set.batchNo() == null || set.attempt() == null) {
            throw unreadable(key, "lacks batch_no or attempt", null);
        }
        return set;
    }

    private static NeedsPersonException unreadable(String key, String why, IOException cause) {
        return new NeedsPersonException(
                key + " " + why + ". Load sets are written once and never changed: find out what wrote it, and restore"
                        + " the object from its earlier version before the next run.",
                cause);
    }
}
