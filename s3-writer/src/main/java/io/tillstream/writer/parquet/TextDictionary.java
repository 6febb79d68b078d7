package io.tillstream.writer.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/**
 * The distinct texts of a column, in the order of their coming. Hashes and compares eight bytes at a time: encoding
 * texts is where a writer of sales spends most, and Parquet's own dictionary hashes byte by byte. Knows the minimum and
 * the maximum text of a page from the ids used in it, with one comparison for each distinct text.
 */
final class TextDictionary {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int FIRST_CAPACITY = 16;
    private static final int NONE = -1;

    /** All texts, and a word more, so that the last one can be read by words. */
    private byte[] texts = new byte[FIRST_CAPACITY * Long.BYTES];

    /** Text n is from {@code ends[n - 1]} to {@code ends[n]}; shifted by one place, so that entry 0 is 0. */
    private int[] ends = new int[FIRST_CAPACITY + 1];

    private int[] hashes = new int[FIRST_CAPACITY];

    /** The page in which each entry was last used. */
    private int[] pages = new int[FIRST_CAPACITY];

    /** Ids by hash, open addressing, 0 for an empty place, else the id plus 1. */
    private int[] places = new int[2 * FIRST_CAPACITY];

    private int size;
    private int page = 1;
    private int last = NONE;
    private int min = NONE;
    private int max = NONE;

    /** Returns the id of a text and notes that the page has it; negative if the dictionary is full. */
    int use(byte[] source, int start, int length) {
        if (last != NONE && isEqual(last, source, start, length)) {
            return last;
        }
        int id = find(source, start, length);
        if (id != NONE && pages[id] != page) {
            pages[id] = page;
            min = min == NONE || compare(id, min) < 0 ? id : min;
            max = max == NONE || compare(id, max) > 0 ? id : max;
        }
        last = id;
        return id;
    }

    int size() {
        return size;
    }

    /** Returns how many bytes the texts have. */
    int bytes() {
        return ends[size];
    }

    /** Returns the minimum text of the page. */
    Binary min() {
        return text(min);
    }

    /** Returns the maximum text of the page. */
    Binary max() {
        return text(max);
    }

    void startPage() {
        page++;
        last = NONE;
        min = NONE;
        max = NONE;
    }

    /** Puts a text as Parquet's PLAIN encoding does. */
    void put(int id, ByteArrayBuilder target) {
        target.putText(texts, ends[id], ends[id + 1] - ends[id]);
    }

    long heldBytes() {
        return texts.length + (long) Integer.BYTES * (ends.length + hashes.length + pages.length + places.length);
    }

    private Binary text(int id) {
        return Binary.fromConstantByteArray(Arrays.copyOfRange(texts, ends[id], ends[id + 1]));
    }

    private int find(byte[] source, int start, int length) {
        int hash = hash(source, start, length);
        int place = hash & places.length - 1;
        while (places[place] != 0) {
            int id = places[place] - 1;
            if (hashes[id] == hash && isEqual(id, source, start, length)) {
                return id;
            }
            place = place + 1 & places.length - 1;
        }
        return add(source, start, length, hash, place);
    }

    private int add(byte[] source, int start, int length, int hash, int place) {
        if (size == DictionaryIndices.LIMIT || (long) bytes() + length > MAX_BYTES) {
            return NONE;
        }
        int end = bytes() + length;
        if (end + Long.BYTES > texts.length) {
            texts = Arrays.copyOf(texts, end + (end >> 1) + Long.BYTES);
        }
        System.arraycopy(source, start, texts, bytes(), length);
        hashes[size] = hash;
        pages[size] = 0;
        ends[size + 1] = end;
        places[place] = ++size;
        if (size == hashes.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        ends = Arrays.copyOf(ends, 2 * size + 1);
        hashes = Arrays.copyOf(hashes, 2 * size);
        pages = Arrays.copyOf(pages, 2 * size);
        places = new int[4 * size];
        for (int id = 0; id < size; id++) {
            int place = hashes[id] & places.length - 1;
            while (places[place] != 0) {
                place = place + 1 & places.length - 1;
            }
            places[place] = id + 1;
        }
    }

    private boolean isEqual(int id, byte[] source, int start, int length) {
        int own = ends[id];
        if (ends[id + 1] - own != length) {
            return false;
        }
        if (start + length + Long.BYTES > source.length) {
            return Arrays.equals(texts, own, own + length, source, start, start + length);
        }
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if ((long) WORD.get(texts, own + at) != (long) WORD.get(source, start + at)) {
                return false;
            }
        }
        return at == length
                || ((long) WORD.get(texts, own + at) ^ (long) WORD.get(source, start + at)) << rest(length) == 0;
    }

    private static int hash(byte[] source, int start, int length) {
        long hash = length * MULTIPLIER;
        int at = start;
        int end = start + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash ^ (long) WORD.get(source, at));
        }
        if (at < end) {
            hash = mix(hash ^ tail(source, at, end));
        }
        return (int) (hash >>> Integer.SIZE);
    }

    /** Returns the last one to seven bytes, in the high bits. */
    private static long tail(byte[] source, int at, int end) {
        if (at + Long.BYTES <= source.length) {
            return (long) WORD.get(source, at) << rest(end - at);
        }
        long word = 0;
        for (int i = at; i < end; i++) {
            word = word >>> Byte.SIZE | (long) source[i] << Long.SIZE - Byte.SIZE;
        }
        return word;
    }

    /** Returns by how many bits to shift the last word of a text, so that what is not the text's is lost. */
    private static int rest(int length) {
        return -length << 3 & Long.SIZE - 1;
    }

    private static long mix(long hash) {
        long product = hash * MULTIPLIER;
        return product ^ product >>> Integer.SIZE;
    }

    private int compare(int left, int right) {
        return Arrays.compareUnsigned(texts, ends[left], ends[left + 1], texts, ends[right], ends[right + 1]);
    }
}
