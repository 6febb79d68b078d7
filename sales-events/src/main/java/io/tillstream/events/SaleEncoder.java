package io.tillstream.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Writes a sale as canonical JSON: UTF-8, fields in the order of the contract, absent ones left out, decimals in plain
 * digits without trailing zeros, instants in UTC. Not thread-safe.
 */
public final class SaleEncoder {
    private final JsonFactory factory = new JsonFactory();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);

    /** Returns the JSON of the sale. */
    public byte[] encode(Sale sale) {
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            json.writeStartObject();
            for (SaleField field : SaleField.values()) {
                if (sale.has(field)) {
                    json.writeFieldName(field.fieldName());
                    write(json, sale, field);
                }
            }
            if (!sale.extras().isEmpty()) {
                json.writeObjectFieldStart(SalesSchema.EXTRAS);
                for (Map.Entry<String, String> extra : sale.extras().entrySet()) {
                    json.writeStringField(extra.getKey(), extra.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.toByteArray();
    }

    private static void write(JsonGenerator json, Sale sale, SaleField field) throws IOException {
        switch (field.type()) {
            case TEXT -> json.writeString(sale.text(field));
            case INT -> json.writeNumber(sale.number(field));
            case DECIMAL -> json.writeNumber(plain(sale, field));
            case TIMESTAMP ->
                json.writeString(Instant.EPOCH
                        .plus(sale.number(field), ChronoUnit.MICROS)
                        .toString());
            case DATE ->
                json.writeString(LocalDate.ofEpochDay(sale.number(field)).toString());
        }
    }

    private static String plain(Sale sale, SaleField field) {
        return sale.number(field) == 0
                ? "0"
                : sale.decimal(field).stripTrailingZeros().toPlainString();
    }
}
