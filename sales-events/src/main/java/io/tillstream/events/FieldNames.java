package io.tillstream.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the name of a field in JSON, with its quotes and colon: {@code "event_id":}. Compares eight bytes at a time,
 * because a sale has more bytes of names than of values.
 */
final class FieldNames {
    /** Stands for the name of the extras; every {@link SaleField} is its ordinal. */
    static final int EXTRAS = SaleField.values().length;

    /** No name of the contract. */
    static final int NONE = -1;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORDS = 3;

    private final byte[][] names = new byte[EXTRAS + 1][];
    private final long[] words = new long[(EXTRAS + 1) * WORDS];
    private final long[] masks = new long[(EXTRAS + 1) * WORDS];

    FieldNames() {
        for (SaleField field : SaleField.values()) {
            put(field.ordinal(), field.fieldName());
        }
        put(EXTRAS, SalesSchema.EXTRAS);
    }

    private void put(int name, String text) {
        names[name] = ("\"" + text + "\":").getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(names[name], WORDS * Long.BYTES);
        byte[] mask = new byte[WORDS * Long.BYTES];
        Arrays.fill(mask, 0, names[name].length, (byte) 0xFF);
        for (int i = 0; i < WORDS; i++) {
            words[name * WORDS + i] = (long) WORD.get(padded, i * Long.BYTES);
            masks[name * WORDS + i] = (long) WORD.get(mask, i * Long.BYTES);
        }
    }

    /** Returns how many bytes the name takes with quotes and colon. */
    int length(int name) {
        return names[name].length;
    }

    /** Tells whether the name stands at a position. */
    boolean isAt(int name, byte[] json, int at) {
        if (at + WORDS * Long.BYTES > json.length) {
            byte[] bytes = names[name];
            return at + bytes.length <= json.length
                    && Arrays.equals(json, at, at + bytes.length, bytes, 0, bytes.length);
        }
        int word = name * WORDS;
        return ((long) WORD.get(json, at) & masks[word]) == words[word]
                && ((long) WORD.get(json, at + Long.BYTES) & masks[word + 1]) == words[word + 1]
                && ((long) WORD.get(json, at + 2 * Long.BYTES) & masks[word + 2]) == words[word + 2];
    }

    /**
     * Returns the name that stands at a position, or {@link #NONE}.
     *
     * @param first the name to try first; the names behind it in the contract's order are next
     */
    int find(byte[] json, int at, int first) {
        for (int name = first; name < names.length; name++) {
            if (isAt(name, json, at)) {
                return name;
            }
        }
        for (int name = 0; name < first; name++) {
            if (isAt(name, json, at)) {
                return name;
            }
        }
        return NONE;
    }
}
