package io.tillstream.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far Silver has read (invariant 3): the next offset of each Bronze chain. A chain that is not named is at 0, where every
 * chain starts (invariant 1). As JSON: {@code {"topic/topic id/partition": next offset}}.
 *
 * @param next next offset by chain
 */
public record Cursor(SortedMap<ChainId, Long> next) {
    /** Nothing read yet. */
    public static final Cursor START = new Cursor(new TreeMap<>());

    private static final JsonFactory JSON = new JsonFactory();

    /** Copies the map. */
    public Cursor {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /**
     * Reads the JSON.
     *
     * @throws ContractException if the text is not a cursor
     */
    public static Cursor parse(String json) {
        JsonObject offsets = JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
        SortedMap<ChainId, Long> next = new TreeMap<>();
        for (String name : offsets.names()) {
            try {
                next.put(ChainId.parse(name), offsets.number(name));
            } catch (ContractException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new ContractException(e.getMessage(), e);
            }
        }
        return new Cursor(next);
    }

    /**
     * Returns the next offset of one chain, or 0 if the JSON does not name it. Reads nothing else in the JSON: for a
     * program that knows its own chain only.
     *
     * @throws ContractException if this offset cannot be read
     */
    public static long next(byte[] json, ChainId chain) {
        String name = chain.toString();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ContractException("it is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals(name)) {
                    return parser.getLongValue();
                }
                parser.skipChildren();
            }
            return 0;
        } catch (IOException e) {
            throw new ContractException(e.getMessage(), e);
        }
    }

    /** Returns the next offset of a chain. */
    public long next(ChainId chain) {
        return next.getOrDefault(chain, 0L);
    }

    /** Returns this cursor with one chain moved. */
    public Cursor with(ChainId chain, long offset) {
        SortedMap<ChainId, Long> moved = new TreeMap<>(next);
        moved.put(chain, offset);
        return new Cursor(moved);
    }

    /** Returns the offsets by {@code topic/topic id/partition}, in order: what {@link #json} writes. */
    public SortedMap<String, Long> offsets() {
        SortedMap<String, Long> offsets = new TreeMap<>();
        next.forEach((chain, offset) -> offsets.put(chain.toString(), offset));
        return offsets;
    }

    /** Returns the JSON, its names in order. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Long> entry : offsets().entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
