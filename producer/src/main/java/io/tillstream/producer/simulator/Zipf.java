package io.tillstream.producer.simulator;

import java.util.Arrays;
import java.util.Random;

/** Draws members by Zipf's law: the k-th is drawn in proportion to 1/k^s. */
final class Zipf {
    private final double[] cumulative;

    Zipf(int members, double exponent) {
        cumulative = new double[members];
        double sum = 0;
        for (int i = 0; i < members; i++) {
            // StrictMath: the plain one may differ in the last bit from machine to machine.
            sum += 1 / StrictMath.pow(i + 1.0, exponent);
            cumulative[i] = sum;
        }
    }

    /** Returns a member from 0. */
    int draw(Random random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }
}
