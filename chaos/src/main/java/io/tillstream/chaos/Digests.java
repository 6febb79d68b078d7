package io.tillstream.chaos;

import java.util.Arrays;

/** A multiset of record digests. Safe for use by several threads. */
final class Digests {
    private long[] values = new long[1024];
    private int size;

    synchronized void add(long digest) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = digest;
    }

    synchronized void addAll(Digests other) {
        for (long digest : other.sorted()) {
            add(digest);
        }
    }

    synchronized int size() {
        return size;
    }

    /** Returns the sum of the digests modulo 2^64 in hex: the same for any order, another for almost any other content. */
    synchronized String checksum() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return "%016x".formatted(sum);
    }

    /** Returns how many digests, repeated ones counted each time, this has and the other lacks. */
    long without(Digests other) {
        long[] mine = sorted();
        long[] theirs = other.sorted();
        long missing = 0;
        int j = 0;
        for (long digest : mine) {
            while (j < theirs.length && theirs[j] < digest) {
                j++;
            }
            if (j < theirs.length && theirs[j] == digest) {
                j++;
            } else {
                missing++;
            }
        }
        return missing;
    }

    private synchronized long[] sorted() {
        long[] copy = Arrays.copyOf(values, size);
        Arrays.sort(copy);
        return copy;
    }
}
