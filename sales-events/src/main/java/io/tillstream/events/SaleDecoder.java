package io.tillstream.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of a Kafka value into rows. Any bytes are safe: what is not a sale becomes a row with its exact bytes
 * and a reason (invariant 2), so nothing is dropped and nothing stops the writer. Not thread-safe.
 *
 * <p>What {@link SaleEncoder} writes is read by {@link CanonicalReader}, in one pass and without an object per record;
 * everything else, and what the canonical reader is not certain about, by Jackson. Both give the same rows
 * ({@code SaleDecoderDifferentialTest}).
 */
public final class SaleDecoder {
    private static final byte[] NOTHING = {};

    private final JsonFactory factory = new JsonFactory();
    private final SaleReader reader = new SaleReader();
    private final CanonicalReader canonical = new CanonicalReader();
    private final Sale sale = new Sale();

    /**
     * Decodes one value.
     *
     * @param value the bytes of the record's value, or null for a record without one
     * @param consumer takes at least one row
     */
    public void decode(byte[] value, RowConsumer consumer) {
        if (value != null && canonical.read(value, sale)) {
            consumer.sale(0, sale);
        } else {
            decodeAny(value, consumer);
        }
    }

    /** As {@link #decode}, without the canonical reader. */
    void decodeAny(byte[] value, RowConsumer consumer) {
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
                SaleFault fault = reader.read(json, value, sale);
                requireEnd(json);
                emit(consumer, 0, fault, value);
            } else if (first == JsonToken.START_ARRAY) {
                decodeArray(json, value, consumer);
            } else {
                requireEnd(json);
                consumer.corrupt(0, value, CorruptReason.NOT_OBJECT, "a " + first);
            }
        }
    }

    private void decodeArray(JsonParser json, byte[] value, RowConsumer consumer) throws IOException {
        // No row goes out before the whole text has parsed: a fault after the third element makes one row of all. The
        // elements are read a second time then rather than kept, because kept they need a hundred times their bytes.
        boolean any = json.nextToken() != JsonToken.END_ARRAY;
        for (JsonToken token = json.currentToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            readElement(json, token, value);
        }
        requireEnd(json);
        if (!any) {
            consumer.corrupt(0, value, CorruptReason.EMPTY_ARRAY, "an array without elements");
            return;
        }
        try (JsonParser again = factory.createParser(value)) {
            again.nextToken();
            int index = 0;
            for (JsonToken token = again.nextToken(); token != JsonToken.END_ARRAY; token = again.nextToken()) {
                int start = (int) again.currentTokenLocation().getByteOffset();
                SaleFault fault = readElement(again, token, value);
                int end = (int) again.currentLocation().getByteOffset();
                emit(consumer, index++, fault, fault == null ? value : Arrays.copyOfRange(value, start, end));
            }
        }
    }

    private SaleFault readElement(JsonParser json, JsonToken token, byte[] value) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return reader.read(json, value, sale);
        }
        json.skipChildren();
        json.finishToken();
        return new SaleFault(CorruptReason.NOT_OBJECT, "a " + token);
    }

    private void emit(RowConsumer consumer, int index, SaleFault fault, byte[] payload) {
        if (fault == null) {
            consumer.sale(index, sale);
        } else {
            consumer.corrupt(index, payload, fault.reason(), fault.detail());
        }
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
