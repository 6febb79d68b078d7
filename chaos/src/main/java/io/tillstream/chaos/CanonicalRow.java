package io.tillstream.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a row of Bronze says, as bytes that can be compared: for a sale each field as {@code name=value} and each extra as
 * {@code +name=value}, sorted, each followed by U+0000; for anything else the very bytes. Decimals are millionths, instants
 * microseconds and dates days since 1970, as they are stored. The producer of a value knows its canonical rows without
 * decoding anything, which makes the comparison independent of the writer.
 */
final class CanonicalRow {
    private static final char END = '\u0000';

    private CanonicalRow() {}

    /** The form of a sale. */
    static byte[] sale(Map<String, String> fields, Map<String, String> extras) {
        SortedMap<String, String> all = new TreeMap<>(fields);
        extras.forEach((name, value) -> all.put("+" + name, value));
        StringBuilder text = new StringBuilder("sale").append(END);
        all.forEach((name, value) -> text.append(name).append('=').append(value).append(END));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The form of a row that is not a sale. */
    static byte[] corrupt(byte[] payload) {
        byte[] form = new byte[payload.length + 1];
        form[0] = '!';
        System.arraycopy(payload, 0, form, 1, payload.length);
        return form;
    }
}
