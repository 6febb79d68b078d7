package io.tillstream.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the bytes of a Kafka value into rows. Any bytes are safe: what is not a sale becomes a row with its exact bytes
 * and a reason (invariant 2), so nothing is dropped and nothing stops the writer. Not thread-safe.
 */
public final class SaleDecoder {
    private static final byte[] NOTHING = {};

    private final JsonFactory factory = new JsonFactory();
    private final SaleReader reader = new SaleReader();
    private final Sale single = new Sale();

    /** One element of an array: a sale, or the fault that keeps it from being one. */
    private record Element(Sale sale, SaleFault fault, int start, int end) {}

    /**
     * Decodes one value.
     *
     * @param value the bytes of the record's value, or null for a record without one
     * @param consumer takes at least one row
     */
    public void decode(byte[] value, RowConsumer consumer) {
        if (value == null || value.length == 0) {
            consumer.corrupt(0, NOTHING, CorruptReason.EMPTY_VALUE, value == null ? "no value" : "no bytes");
        } else if (!startsAsUtf8(value)) {
            consumer.corrupt(0, value, CorruptReason.NOT_JSON, "not UTF-8");
        } else {
            try {
                decodeText(value, consumer);
            } catch (JsonProcessingException e) {
                consumer.corrupt(0, value, CorruptReason.NOT_JSON, e.getOriginalMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void decodeText(byte[] value, RowConsumer consumer) throws IOException {
        try (JsonParser json = factory.createParser(value)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                consumer.corrupt(0, value, CorruptReason.EMPTY_VALUE, "only white space");
            } else if (first == JsonToken.START_OBJECT) {
                SaleFault fault = reader.read(json, value, single);
                requireEnd(json);
                emit(consumer, 0, value, new Element(single, fault, 0, value.length));
            } else if (first == JsonToken.START_ARRAY) {
                decodeArray(json, value, consumer);
            } else {
                requireEnd(json);
                consumer.corrupt(0, value, CorruptReason.NOT_OBJECT, "a " + first);
            }
        }
    }

    private void decodeArray(JsonParser json, byte[] value, RowConsumer consumer) throws IOException {
        // No row goes out before the whole text has parsed: a fault behind the third element makes one row of all.
        List<Element> elements = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            if (token == JsonToken.START_OBJECT) {
                Sale sale = new Sale();
                SaleFault fault = reader.read(json, value, sale);
                elements.add(new Element(sale, fault, start, end(json)));
            } else {
                json.skipChildren();
                json.finishToken();
                elements.add(
                        new Element(single, new SaleFault(CorruptReason.NOT_OBJECT, "a " + token), start, end(json)));
            }
        }
        requireEnd(json);
        if (elements.isEmpty()) {
            consumer.corrupt(0, value, CorruptReason.EMPTY_ARRAY, "an array without elements");
        }
        for (int index = 0; index < elements.size(); index++) {
            emit(consumer, index, value, elements.get(index));
        }
    }

    private static void emit(RowConsumer consumer, int index, byte[] value, Element element) {
        if (element.fault() == null) {
            consumer.sale(index, element.sale());
        } else {
            boolean whole = element.start() == 0 && element.end() == value.length;
            byte[] payload = whole ? value : Arrays.copyOfRange(value, element.start(), element.end());
            consumer.corrupt(
                    index, payload, element.fault().reason(), element.fault().detail());
        }
    }

    private static int end(JsonParser json) {
        return (int) json.currentLocation().getByteOffset();
    }

    private static void requireEnd(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw new com.fasterxml.jackson.core.JsonParseException(json, "more than one JSON text");
        }
    }

    /** Jackson would read UTF-16 and UTF-32 as well; RFC 8259 section 8.1 allows UTF-8 only between systems. */
    private static boolean startsAsUtf8(byte[] value) {
        int first = value[0] & 0xFF;
        if (first >= 0xFE) {
            return false;
        }
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text of the bytes between two positions of a value. */
    static String slice(byte[] value, long start, long end) {
        return new String(value, (int) start, (int) (end - start), StandardCharsets.UTF_8);
    }
}
