package io.tillstream.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the name of a field in JSON, with its quotes and colon: {@code "event_id":}. Compares eight bytes at a time,
 * because a sale has more bytes of names than of values.
 */
final class FieldNames {
    /** The index of the name of the extras; every {@link SaleField} has its ordinal. */
    static final int EXTRAS = SaleField.values().length;

    /** No name of the contract. */
    static final int NONE = -1;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Words that are compared at once; a name that takes more is compared to its end. */
    private static final int WORDS = 3;

    private static final int FAST_BYTES = WORDS * Long.BYTES;

    private final byte[][] names;
    private final long[] words;
    private final long[] masks;

    /** Takes the names of the contract: every field's at its ordinal, then that of the extras. */
    FieldNames() {
        this(contract());
    }

    /**
     * Takes any names, each at its index.
     *
     * @param fieldNames names of ASCII characters
     */
    FieldNames(List<String> fieldNames) {
        names = new byte[fieldNames.size()][];
        words = new long[fieldNames.size() * WORDS];
        masks = new long[fieldNames.size() * WORDS];
        for (int i = 0; i < fieldNames.size(); i++) {
            put(i, fieldNames.get(i));
        }
    }

    private static List<String> contract() {
        List<String> contract = new ArrayList<>();
        for (SaleField field : SaleField.values()) {
            contract.add(field.fieldName());
        }
        contract.add(SalesSchema.EXTRAS);
        return contract;
    }

    private void put(int name, String text) {
        names[name] = ("\"" + text + "\":").getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(names[name], FAST_BYTES);
        byte[] mask = new byte[FAST_BYTES];
        Arrays.fill(mask, 0, Math.min(FAST_BYTES, names[name].length), (byte) 0xFF);
        for (int i = 0; i < WORDS; i++) {
            words[name * WORDS + i] = (long) WORD.get(padded, i * Long.BYTES);
            masks[name * WORDS + i] = (long) WORD.get(mask, i * Long.BYTES);
        }
    }

    /** Returns how many bytes the name takes with quotes and colon. */
    int length(int name) {
        return names[name].length;
    }

    /** Returns whether the name is at a position. */
    boolean isAt(int name, byte[] json, int at) {
        if (at + FAST_BYTES > json.length) {
            return isAtSlowly(name, json, at);
        }
        int word = name * WORDS;
        return ((long) WORD.get(json, at) & masks[word]) == words[word]
                && ((long) WORD.get(json, at + Long.BYTES) & masks[word + 1]) == words[word + 1]
                && ((long) WORD.get(json, at + 2 * Long.BYTES) & masks[word + 2]) == words[word + 2]
                && (names[name].length <= FAST_BYTES || isAtSlowly(name, json, at));
    }

    private boolean isAtSlowly(int name, byte[] json, int at) {
        byte[] bytes = names[name];
        return at + bytes.length <= json.length && Arrays.equals(json, at, at + bytes.length, bytes, 0, bytes.length);
    }

    /**
     * Returns the name at a position, or {@link #NONE}.
     *
     * @param first the name to try first; the names after it in the contract's order are next
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
