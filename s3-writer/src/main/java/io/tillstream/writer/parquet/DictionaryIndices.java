package io.tillstream.writer.parquet;

import java.util.Arrays;

/** The dictionary ids of a page's values. */
final class DictionaryIndices {
    /** As many entries may a dictionary have. */
    static final int LIMIT = Character.MAX_VALUE + 1;

    private static final int SMALLEST = 64;
    private static final char[] NOTHING = {};

    private char[] ids = NOTHING;
    private int size;

    void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, Math.max(SMALLEST, size * 2));
        }
        ids[size++] = (char) id;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return ids[index];
    }

    void clear() {
        size = 0;
    }

    /** Gives the memory back. */
    void release() {
        ids = NOTHING;
        size = 0;
    }

    /** Writes the ids in Parquet's dictionary encoding: their width in bits, then one run. */
    void encode(int dictionarySize, ByteArrayBuilder page) {
        // Width 0 is legal for one entry, and has been a fault of some reader.
        int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(dictionarySize - 1));
        page.put(width);
        int groups = (size + 7) >>> 3;
        page.putVarInt(groups << 1 | 1);
        long packed = 0;
        int filled = 0;
        for (int i = 0; i < size; i++) {
            packed |= (long) ids[i] << filled;
            filled += width;
            if (filled >= Integer.SIZE) {
                page.putInt((int) packed);
                packed >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
        }
        // A group has eight values, the last one's rest are zeros.
        filled += (groups * 8 - size) * width;
        for (; filled > 0; filled -= Byte.SIZE) {
            page.put((int) packed);
            packed >>>= Byte.SIZE;
        }
    }

    long heldBytes() {
        return (long) ids.length * Character.BYTES;
    }
}
