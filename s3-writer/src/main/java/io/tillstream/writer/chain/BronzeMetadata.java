package io.tillstream.writer.chain;

import io.tillstream.writer.chain.BronzeObject.Kind;
import io.tillstream.writer.error.NeedsPersonException;
import io.tillstream.writer.error.NeedsPersonException.Alarm;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@link BronzeObject} as the metadata of an object, names without {@code x-amz-meta-}. */
public final class BronzeMetadata {
    private static final String FIRST = "first-offset";
    private static final String LAST = "last-offset";
    private static final String RECORDS = "records";
    private static final String HOLES = "holes";
    private static final String GAPS = "gaps";
    private static final String ROWS = "rows";
    private static final String KIND = "kind";
    private static final String EPOCH = "leader-epoch";
    private static final String SCHEMA = "schema-version";
    private static final String MIN_TIME = "min-event-time";
    private static final String MAX_TIME = "max-event-time";

    private final String key;
    private final Map<String, String> values;

    private BronzeMetadata(String key, Map<String, String> values) {
        this.key = key;
        this.values = values;
    }

    /** Returns the metadata of an object. */
    public static Map<String, String> of(BronzeObject object) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(FIRST, Long.toString(object.first()));
        values.put(LAST, Long.toString(object.last()));
        values.put(RECORDS, Long.toString(object.records()));
        values.put(HOLES, Long.toString(object.holes()));
        values.put(GAPS, Long.toString(object.gaps()));
        values.put(ROWS, Long.toString(object.rows()));
        values.put(KIND, object.kind().name().toLowerCase(Locale.ROOT));
        values.put(EPOCH, Integer.toString(object.leaderEpoch()));
        values.put(SCHEMA, Integer.toString(object.schemaVersion()));
        if (object.eventTimes().known()) {
            values.put(MIN_TIME, Long.toString(object.eventTimes().min()));
            values.put(MAX_TIME, Long.toString(object.eventTimes().max()));
        }
        return values;
    }

    /**
     * Reads the metadata of an object.
     *
     * @param key the object's key
     * @param first the first offset in the key
     * @param values the metadata
     * @throws NeedsPersonException {@link Alarm#CHAIN_BROKEN} if it is incomplete or contradicts itself or the key
     */
    public static BronzeObject parse(String key, long first, Map<String, String> values) {
        BronzeObject object = new BronzeMetadata(key, values).object();
        if (object.first() != first) {
            throw broken(key, "its key and its metadata name different first offsets");
        }
        return object;
    }

    private BronzeObject object() {
        Kind kind = switch (text(KIND)) {
            case "range" -> Kind.RANGE;
            case "gap" -> Kind.GAP;
            default -> throw broken(key, KIND + " is " + text(KIND));
        };
        EventTimes times =
                values.containsKey(MIN_TIME) ? new EventTimes(number(MIN_TIME), number(MAX_TIME)) : EventTimes.NONE;
        BronzeObject object;
        try {
            object = new BronzeObject(
                    number(FIRST),
                    number(LAST),
                    kind,
                    number(RECORDS),
                    number(HOLES),
                    number(ROWS),
                    (int) number(EPOCH),
                    (int) number(SCHEMA),
                    times);
        } catch (IllegalArgumentException e) {
            throw broken(key, e.getMessage());
        }
        if (object.gaps() != number(GAPS)) {
            throw broken(key, "gaps is " + number(GAPS));
        }
        return object;
    }

    private String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw broken(key, "it has no " + name);
        }
        return value;
    }

    private long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw broken(key, name + " is " + text(name));
        }
    }

    private static NeedsPersonException broken(String key, String what) {
        return new NeedsPersonException(
                Alarm.CHAIN_BROKEN,
                "the metadata of " + key + " is not what this writer wrote: " + what
                        + ". Find out who changed the object; an earlier version of it may be in the bucket's history.");
    }
}
