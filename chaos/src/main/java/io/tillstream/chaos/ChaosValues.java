package io.tillstream.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes values whose rows are known because they were made from them: sales, arrays of sales, and hostile bytes. Nearly all
 * are unlike any other. Not thread-safe.
 */
final class ChaosValues {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};
    private static final int MICROS = 1_000_000;

    private static final String[] TEXTS = {
        "plain",
        "",
        "Ärger & Söhne €",
        "\"quoted\\\"",
        "line\nbreak\ttab",
        "\u0001\u001f",
        "😀🛒",
        "a\u0000b",
        "' OR 1=1 --",
        "\u202e"
    };

    private final String name;
    private final Random random;
    private long number;

    /**
     * Makes one.
     *
     * @param name a part of every value, so that those of two sources differ
     */
    ChaosValues(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /** Returns the next value. */
    ChaosValue next() {
        int kind = random.nextInt(100);
        if (kind < 80) {
            return sale();
        }
        number++;
        if (kind < 88) {
            return array();
        }
        return kind < 98
                ? hostile()
                : new ChaosValue(kind == 98 ? null : NOTHING, List.of(CanonicalRow.corrupt(NOTHING)));
    }

    /** Returns a value that is one sale. */
    ChaosValue sale() {
        number++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<byte[]> rows = new ArrayList<>();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            rows.add(writeSale(json, id(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChaosValue(bytes.toByteArray(), rows);
    }

    private ChaosValue array() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<byte[]> rows = new ArrayList<>();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            int elements = 1 + random.nextInt(4);
            for (int i = 0; i < elements; i++) {
                if (random.nextInt(4) == 0) {
                    json.writeNumber(number);
                    rows.add(CanonicalRow.corrupt(ascii(Long.toString(number))));
                } else {
                    rows.add(writeSale(json, id(i)));
                }
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChaosValue(bytes.toByteArray(), rows);
    }

    /** Bytes that are no sale for certain: each comes back as it is. */
    private ChaosValue hostile() {
        byte[] bytes = switch (random.nextInt(6)) {
            case 0 -> noise();
            case 1 -> ascii("{\"event_id\":\"" + id(0) + "\",\"quantity\":");
            case 2 -> ascii("not JSON: " + id(0));
            case 3 -> ascii("\"" + id(0) + "\"");
            case 4 -> ascii("{\"event_id\":\"" + id(0) + "\",\"quantity\":\"many\"}");
            default -> ascii("{\"event_id\":\"" + id(0) + "\",\"event_id\":\"twice\"}");
        };
        return new ChaosValue(bytes, List.of(CanonicalRow.corrupt(bytes)));
    }

    private byte[] noise() {
        byte[] bytes = new byte[16 + random.nextInt(2_000)];
        random.nextBytes(bytes);
        // No UTF-8 text starts with this byte.
        bytes[0] = (byte) 0xFF;
        return bytes;
    }

    private byte[] writeSale(JsonGenerator json, String id) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> extras = new TreeMap<>();
        json.writeStartObject();
        text(json, fields, "event_id", id);
        text(json, fields, "source", "chaos");
        text(json, fields, "event_type", "SALE");
        text(json, fields, "order_id", "order-" + number / 3);
        text(json, fields, "customer_name", TEXTS[random.nextInt(TEXTS.length)]);
        text(json, fields, "product_id", "p-" + random.nextInt(1_000));
        int line = random.nextInt(1_000);
        json.writeNumberField("line_number", line);
        fields.put("line_number", Integer.toString(line));
        decimal(json, fields, "quantity", BigDecimal.valueOf(random.nextInt(2_000) - 1_000L, 1));
        decimal(json, fields, "unit_price", BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 6));
        Instant time = Instant.ofEpochSecond(1_700_000_000 + random.nextInt(100_000_000))
                .plus(random.nextInt(MICROS), ChronoUnit.MICROS);
        json.writeStringField("order_ts", time.toString());
        fields.put("order_ts", Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time)));
        LocalDate shipped = LocalDate.ofEpochDay(random.nextInt(30_000));
        json.writeStringField("ship_date", shipped.toString());
        fields.put("ship_date", Long.toString(shipped.toEpochDay()));
        if (random.nextInt(3) == 0) {
            text(json, extras, "coupon", TEXTS[random.nextInt(TEXTS.length)]);
            json.writeFieldName("till");
            json.writeRawValue("{\"n\": [1, 2]}");
            extras.put("till", "{\"n\": [1, 2]}");
        }
        json.writeEndObject();
        return CanonicalRow.sale(fields, extras);
    }

    private static void text(JsonGenerator json, Map<String, String> row, String field, String text)
            throws IOException {
        json.writeStringField(field, text);
        row.put(field, text);
    }

    private static void decimal(JsonGenerator json, Map<String, String> row, String field, BigDecimal value)
            throws IOException {
        json.writeNumberField(field, value);
        row.put(field, value.movePointRight(6).toBigIntegerExact().toString());
    }

    private String id(int element) {
        return name + "-" + number + "-" + element;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
