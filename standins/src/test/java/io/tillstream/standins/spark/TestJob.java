package io.tillstream.standins.spark;

import java.util.List;

/** A job that prints its arguments, or fails with them. */
public final class TestJob {
    private TestJob() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("--fail")) {
            throw new IllegalArgumentException("broken chain\nsecond line");
        }
        System.out.println("TILLSTREAM_RESULT " + List.of(args));
    }
}
