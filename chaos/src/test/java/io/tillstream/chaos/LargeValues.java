package io.tillstream.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Values of about a megabyte that compress a hundred times, no two alike, of each kind that the writer holds in memory in a
 * way of its own. Not thread-safe.
 */
final class LargeValues {
    private static final int BYTES = 1024 * 1024;
    private static final int PATTERN = 8 * 1024;
    private static final int SALE = 400;

    private final Random random = new Random(11);
    private long number;

    /** What a value is. */
    enum Kind {
        /** No JSON: its very bytes are a row. */
        CORRUPT,
        /** A sale with one long text, in a column with a dictionary and statistics. */
        TEXT,
        /** A sale with one long extra. */
        EXTRAS,
        /** Thousands of sales. */
        ARRAY
    }

    ChaosValue next(Kind kind) {
        number++;
        return switch (kind) {
            case CORRUPT -> corrupt();
            case TEXT -> sale("customer_name", text(BYTES), true);
            case EXTRAS -> sale("note", text(BYTES), false);
            case ARRAY -> array();
        };
    }

    private ChaosValue corrupt() {
        byte[] bytes = text(BYTES).getBytes(StandardCharsets.US_ASCII);
        return new ChaosValue(bytes, List.of(CanonicalRow.corrupt(bytes)));
    }

    private static ChaosValue sale(String field, String text, boolean ofTheContract) {
        String json = "{\"event_id\":\"e\",\"" + field + "\":\"" + text + "\"}";
        Map<String, String> id = Map.of("event_id", "e");
        return new ChaosValue(
                json.getBytes(StandardCharsets.US_ASCII),
                List.of(
                        ofTheContract
                                ? CanonicalRow.sale(Map.of("event_id", "e", field, text), Map.of())
                                : CanonicalRow.sale(id, Map.of(field, text))));
    }

    private ChaosValue array() {
        StringBuilder json = new StringBuilder("[");
        List<byte[]> rows = new ArrayList<>();
        String text = text(SALE);
        while (json.length() < BYTES) {
            String id = number + "-" + rows.size();
            json.append(rows.isEmpty() ? "" : ",")
                    .append("{\"event_id\":\"")
                    .append(id)
                    .append("\",\"product_name\":\"");
            json.append(text).append("\"}");
            rows.add(CanonicalRow.sale(Map.of("event_id", id, "product_name", text), Map.of()));
        }
        return new ChaosValue(json.append(']').toString().getBytes(StandardCharsets.US_ASCII), rows);
    }

    private String text(int length) {
        StringBuilder pattern = new StringBuilder("number " + number + ' ');
        while (pattern.length() < Math.min(PATTERN, length)) {
            pattern.append((char) ('a' + random.nextInt(26)));
        }
        String once = pattern.substring(0, Math.min(PATTERN, length));
        return once.repeat(length / once.length());
    }
}
