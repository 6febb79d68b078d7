package io.tillstream.writer.parquet;

import java.util.Arrays;

/** Which rows of a page have a value, as a bit each. A row without one costs nothing. */
final class ValidityBitmap {
    private static final long[] NOTHING = {};
    private static final int ALL_ROWS = RowGroupBuffer.PAGE_ROWS / Long.SIZE;

    private long[] bits = NOTHING;
    private int present;

    /** Marks that a row has a value. */
    void mark(int row) {
        if (bits == NOTHING) {
            bits = new long[ALL_ROWS];
        }
        bits[row >>> 6] |= 1L << row;
        present++;
    }

    /** Returns how many rows have a value. */
    int present() {
        return present;
    }

    /** Writes the definition levels of the page, of 0 or 1, and starts the next page. */
    void encode(int rows, ByteArrayBuilder page) {
        int start = page.startLength();
        if (present == rows) {
            page.putRun(1, rows);
        } else {
            // One bit-packed run: the bits as they are.
            int groups = (rows + 7) >>> 3;
            page.putVarInt(groups << 1 | 1);
            for (int group = 0; group < groups; group++) {
                page.put((int) (bits[group >>> 3] >>> ((group & 7) << 3)));
            }
        }
        page.endLength(start);
        Arrays.fill(bits, 0);
        present = 0;
    }

    /** Gives the memory back; the page must have no row yet. */
    void release() {
        bits = NOTHING;
    }

    long heldBytes() {
        return (long) bits.length * Long.BYTES;
    }
}
