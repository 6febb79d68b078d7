package io.tillstream.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads one JSON object into a {@link Sale}; reads it to its end also where a field is at fault. */
final class SaleReader {
    private static final int MAX_YEAR = 9999;

    /**
     * Reads the object whose START_OBJECT is the current token.
     *
     * @return null for a sale, or the first fault
     * @throws IOException if the JSON is not well-formed
     */
    SaleFault read(JsonParser json, byte[] value, Sale sale) throws IOException {
        sale.clear();
        SaleFault first = null;
        long seen = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            SaleField field = SaleField.lookup(name);
            SaleFault fault;
            if (field == null) {
                fault = name.equals(SalesSchema.EXTRAS)
                        ? readExtras(json, value, sale)
                        : putExtra(json, value, name, sale);
            } else if ((seen & 1L << field.ordinal()) != 0) {
                json.skipChildren();
                fault = new SaleFault(CorruptReason.DUPLICATE_FIELD, name);
            } else {
                seen |= 1L << field.ordinal();
                fault = readField(json, field, sale);
                json.skipChildren();
            }
            first = first == null ? fault : first;
        }
        return first;
    }

    private static SaleFault readField(JsonParser json, SaleField field, Sale sale) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (field.type()) {
            case TEXT -> token == JsonToken.VALUE_STRING ? setText(field, json.getText(), sale) : wrong(field, token);
            case INT -> token == JsonToken.VALUE_NUMBER_INT ? setInt(field, json, sale) : wrong(field, token);
            case DECIMAL -> token.isNumeric() ? setDecimal(field, json, sale) : wrong(field, token);
            case TIMESTAMP ->
                token == JsonToken.VALUE_STRING ? setTimestamp(field, json.getText(), sale) : wrong(field, token);
            case DATE -> token == JsonToken.VALUE_STRING ? setDate(field, json.getText(), sale) : wrong(field, token);
        };
    }

    private static SaleFault wrong(SaleField field, JsonToken token) {
        return new SaleFault(CorruptReason.WRONG_TYPE, field.fieldName() + " is " + token);
    }

    private static SaleFault setText(SaleField field, String text, Sale sale) {
        if (!isEncodable(text)) {
            return new SaleFault(CorruptReason.BAD_TEXT, field.fieldName());
        }
        sale.set(field, text);
        return null;
    }

    private static SaleFault setInt(SaleField field, JsonParser json, Sale sale) throws IOException {
        if (json.getNumberType() != JsonParser.NumberType.INT) {
            return new SaleFault(CorruptReason.OUT_OF_RANGE, field.fieldName());
        }
        sale.set(field, json.getIntValue());
        return null;
    }

    private static SaleFault setDecimal(SaleField field, JsonParser json, Sale sale) throws IOException {
        try {
            sale.set(field, json.getDecimalValue());
            return null;
        } catch (ArithmeticException | NumberFormatException e) {
            // The latter for an exponent that not even a BigDecimal has.
            return new SaleFault(CorruptReason.OUT_OF_RANGE, field.fieldName());
        }
    }

    private static SaleFault setTimestamp(SaleField field, String text, Sale sale) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() < 1 || time.getYear() > MAX_YEAR) {
                return new SaleFault(CorruptReason.BAD_TIMESTAMP, field.fieldName());
            }
            sale.set(
                    field, Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000L), time.getNano() / 1_000));
            return null;
        } catch (DateTimeException e) {
            return new SaleFault(CorruptReason.BAD_TIMESTAMP, field.fieldName());
        }
    }

    private static SaleFault setDate(SaleField field, String text, Sale sale) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < 1 || date.getYear() > MAX_YEAR) {
                return new SaleFault(CorruptReason.BAD_DATE, field.fieldName());
            }
            sale.set(field, date.toEpochDay());
            return null;
        } catch (DateTimeException e) {
            return new SaleFault(CorruptReason.BAD_DATE, field.fieldName());
        }
    }

    private static SaleFault readExtras(JsonParser json, byte[] value, Sale sale) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            SaleFault fault =
                    new SaleFault(CorruptReason.WRONG_TYPE, SalesSchema.EXTRAS + " is " + json.currentToken());
            json.skipChildren();
            return fault;
        }
        SaleFault first = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            SaleFault fault = putExtra(json, value, name, sale);
            first = first == null ? fault : first;
        }
        return first;
    }

    private static SaleFault putExtra(JsonParser json, byte[] value, String name, Sale sale) throws IOException {
        String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : jsonText(json, value);
        if (!isEncodable(name) || !isEncodable(text)) {
            return new SaleFault(CorruptReason.BAD_TEXT, SalesSchema.EXTRAS);
        }
        return sale.extras().put(name, text) == null ? null : new SaleFault(CorruptReason.DUPLICATE_FIELD, name);
    }

    private static String jsonText(JsonParser json, byte[] value) throws IOException {
        long start = json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        return SaleDecoder.slice(value, start, json.currentLocation().getByteOffset());
    }

    /** Returns whether UTF-8 can express the text: it has no half of a surrogate pair. */
    private static boolean isEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
