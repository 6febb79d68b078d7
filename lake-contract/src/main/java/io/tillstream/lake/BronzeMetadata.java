package io.tillstream.lake;

import io.tillstream.lake.BronzeObject.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@link BronzeObject} as the metadata of an object in S3: names without {@code x-amz-meta-}, values as text. */
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

    private final Map<String, String> values;

    private BronzeMetadata(Map<String, String> values) {
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
     * @param first the first offset in the object's key
     * @param values the metadata
     * @throws ContractException if it is incomplete or contradicts itself or the key
     */
    public static BronzeObject parse(long first, Map<String, String> values) {
        BronzeObject object = new BronzeMetadata(values).object();
        if (object.first() != first) {
            throw new ContractException("its key and its metadata name different first offsets");
        }
        return object;
    }

    private BronzeObject object() {
        long first = number(FIRST);
        long last = number(LAST);
        EventTimes times =
                values.containsKey(MIN_TIME) ? new EventTimes(number(MIN_TIME), number(MAX_TIME)) : EventTimes.NONE;
        BronzeObject object;
        try {
            object = new BronzeObject(
                    first,
                    last,
                    kind(),
                    number(RECORDS),
                    number(HOLES),
                    number(ROWS),
                    (int) number(EPOCH),
                    (int) number(SCHEMA),
                    times);
        } catch (ContractException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ContractException(e.getMessage(), e);
        }
        if (object.gaps() != number(GAPS)) {
            throw new ContractException("gaps is " + number(GAPS));
        }
        return object;
    }

    private Kind kind() {
        return switch (text(KIND)) {
            case "range" -> Kind.RANGE;
            case "gap" -> Kind.GAP;
            default -> throw new ContractException(KIND + " is " + text(KIND));
        };
    }

    private String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new ContractException("there is no " + name);
        }
        return value;
    }

    private long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new ContractException(name + " is " + text(name), e);
        }
    }
}
