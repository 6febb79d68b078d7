package io.tillstream.writer.parquet;

import java.util.Arrays;

/** The distinct numbers of a column, in the order of their coming. */
final class NumberDictionary {
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_CAPACITY = 16;
    private static final int NONE = -1;

    private long[] numbers = new long[FIRST_CAPACITY];

    /** Ids by hash, open addressing, 0 for an empty place, else the id plus 1. */
    private int[] places = new int[2 * FIRST_CAPACITY];

    private int size;

    int size() {
        return size;
    }

    long get(int id) {
        return numbers[id];
    }

    /** Returns the id of a number; negative if it is new and there are {@code limit} already. */
    int find(long number, int limit) {
        int place = place(number);
        while (places[place] != 0) {
            int id = places[place] - 1;
            if (numbers[id] == number) {
                return id;
            }
            place = place + 1 & places.length - 1;
        }
        if (size >= limit) {
            return NONE;
        }
        numbers[size] = number;
        places[place] = ++size;
        if (size == numbers.length) {
            grow();
        }
        return size - 1;
    }

    long heldBytes() {
        return (long) Long.BYTES * numbers.length + (long) Integer.BYTES * places.length;
    }

    private void grow() {
        numbers = Arrays.copyOf(numbers, 2 * size);
        places = new int[4 * size];
        for (int id = 0; id < size; id++) {
            int place = place(numbers[id]);
            while (places[place] != 0) {
                place = place + 1 & places.length - 1;
            }
            places[place] = id + 1;
        }
    }

    private int place(long number) {
        return (int) (number * MULTIPLIER >>> Integer.SIZE) & places.length - 1;
    }
}
