package io.tillstream.events;

import java.nio.charset.StandardCharsets;

/**
 * Reads the canonical JSON of a sale ({@link SaleEncoder}) in one pass over its bytes: texts become slices, numbers and
 * times are read in place. Takes only what it is certain to read as {@link SaleReader} would; of everything else
 * (escapes, white space, unknown fields, repeated ones, other types, exponents, offsets other than Z, bytes that are not
 * UTF-8) it says so, and the general reader decides. The fields may come in any order; the order of the sale before is
 * tried first.
 */
final class CanonicalReader {
    private static final int NOT_CANONICAL = -1;
    private static final int START = FieldNames.EXTRAS + 1;

    /** Far below Jackson's limits on the length of a text and of a name, which the general reader has. */
    private static final int MAX_LENGTH = 10_000_000;

    private static final int MAX_NAME_LENGTH = 10_000;

    private final FieldNames names = new FieldNames();
    private final FieldType[] types = new FieldType[FieldNames.EXTRAS];

    /** Which name came after each name in the sale before. */
    private final int[] following = new int[START + 1];

    CanonicalReader() {
        for (SaleField field : SaleField.values()) {
            types[field.ordinal()] = field.type();
            following[field.ordinal()] = field.ordinal() + 1;
        }
    }

    /**
     * Reads a sale.
     *
     * @param json the bytes of a value
     * @param sale takes the values; valid only if true is returned
     * @return whether the value is a sale in canonical form
     */
    boolean read(byte[] json, Sale sale) {
        sale.clear(json);
        if (json.length == 0 || json.length > MAX_LENGTH || json[0] != '{') {
            return false;
        }
        long seen = 0;
        int before = START;
        int at = 1;
        while (true) {
            int name = following[before];
            if (!names.isAt(name, json, at)) {
                name = names.find(json, at, name);
                if (name == FieldNames.NONE) {
                    return false;
                }
                following[before] = name;
            }
            long bit = 1L << name;
            if ((seen & bit) != 0) {
                return false;
            }
            seen |= bit;
            at += names.length(name);
            at = name == FieldNames.EXTRAS ? extras(json, at, sale) : value(json, at, name, sale);
            if (at == NOT_CANONICAL || at >= json.length) {
                return false;
            }
            if (json[at] == '}') {
                return at + 1 == json.length;
            }
            if (json[at] != ',') {
                return false;
            }
            at++;
            before = name;
        }
    }

    /** Reads a value and returns the position after it. */
    private int value(byte[] json, int at, int field, Sale sale) {
        if (at >= json.length) {
            return NOT_CANONICAL;
        }
        FieldType type = types[field];
        if (json[at] != '"') {
            return switch (type) {
                case DECIMAL -> CanonicalNumbers.decimal(json, at, field, sale);
                case INT -> CanonicalNumbers.integer(json, at, field, sale);
                case TEXT, TIMESTAMP, DATE -> NOT_CANONICAL;
            };
        }
        int start = at + 1;
        int end = CanonicalText.end(json, start);
        if (end < 0) {
            return NOT_CANONICAL;
        }
        switch (type) {
            case TEXT -> sale.setSlice(field, start, end - start);
            case TIMESTAMP -> {
                long micros = CanonicalTimes.micros(json, start, end);
                if (micros == CanonicalTimes.NONE) {
                    return NOT_CANONICAL;
                }
                sale.setNumber(field, micros);
            }
            case DATE -> {
                long day = end - start == CanonicalTimes.DATE_LENGTH
                        ? CanonicalTimes.epochDay(json, start)
                        : CanonicalTimes.NONE;
                if (day == CanonicalTimes.NONE) {
                    return NOT_CANONICAL;
                }
                sale.setNumber(field, day);
            }
            case INT, DECIMAL -> {
                return NOT_CANONICAL;
            }
        }
        return end + 1;
    }

    /** Reads an object of texts and returns the position after it. */
    private static int extras(byte[] json, int from, Sale sale) {
        if (from >= json.length || json[from] != '{') {
            return NOT_CANONICAL;
        }
        int at = from;
        do {
            int nameEnd = textEnd(json, at + 1);
            if (nameEnd < 0
                    || nameEnd - at > MAX_NAME_LENGTH
                    || nameEnd + 1 >= json.length
                    || json[nameEnd + 1] != ':') {
                return NOT_CANONICAL;
            }
            int textEnd = textEnd(json, nameEnd + 2);
            if (textEnd < 0 || textEnd + 1 >= json.length) {
                return NOT_CANONICAL;
            }
            if (sale.extras().put(text(json, at + 2, nameEnd), text(json, nameEnd + 3, textEnd)) != null) {
                return NOT_CANONICAL;
            }
            at = textEnd + 1;
        } while (json[at] == ',');
        return json[at] == '}' ? at + 1 : NOT_CANONICAL;
    }

    /** Returns the position of the quote that ends the text whose first quote is at a position. */
    private static int textEnd(byte[] json, int quote) {
        return quote < json.length && json[quote] == '"' ? CanonicalText.end(json, quote + 1) : NOT_CANONICAL;
    }

    private static String text(byte[] json, int start, int end) {
        return new String(json, start, end - start, StandardCharsets.UTF_8);
    }
}
