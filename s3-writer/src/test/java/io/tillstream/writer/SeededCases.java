package io.tillstream.writer;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Checks a property in many cases, each drawn from a seed of its own. A case that fails names its seed; to run that case
 * alone, give it as the system property {@value #SEED}.
 */
public final class SeededCases {
    private static final String SEED = "tillstream.test.seed";
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private SeededCases() {}

    /** Checks the same cases each time, so that a build's result depends on the build alone. */
    public static void same(int cases, Consumer<Random> property) {
        check(4, cases, property);
    }

    /** Checks other cases each time, and prints where they start. */
    public static void fresh(int cases, Consumer<Random> property) {
        long start = new Random().nextLong();
        System.out.println(cases + " cases from seed " + start);
        check(start, cases, property);
    }

    private static void check(long start, int cases, Consumer<Random> property) {
        Long repeated = Long.getLong(SEED);
        if (repeated != null) {
            property.accept(new Random(repeated));
            return;
        }
        for (int i = 0; i < cases; i++) {
            long seed = mix(start + i * GOLDEN);
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "case %d of %d fails; to run it alone: -D%s=%d%n%s"
                                .formatted(i, cases, SEED, seed, e.getMessage()),
                        e);
            }
        }
    }

    /** Spreads seeds that are near each other: {@link Random} starts alike from those (finalizer of SplitMix64). */
    private static long mix(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
