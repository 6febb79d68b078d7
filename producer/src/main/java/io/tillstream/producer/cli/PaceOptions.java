package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.run.RateLimiter;
import picocli.CommandLine.Option;

/** The options that say how fast events go. */
final class PaceOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most N events per second; 0.5 means one every two seconds.")
    Double rate;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description =
                    "Keep the time between the sales, divided by FACTOR: 1 is real time, 3600 is an hour of sales in"
                            + " a second.")
    Double speed;

    /**
     * Returns the rateLimiter.
     *
     * @throws UsageException if both are given, or one is not above 0
     */
    RateLimiter rateLimiter() {
        if (rate != null && speed != null) {
            throw new UsageException("--rate and --speed cannot be combined");
        }
        if (rate != null) {
            return RateLimiter.ofRate(positive("--rate", rate));
        }
        return speed == null ? RateLimiter.unlimited() : RateLimiter.ofSpeed(positive("--speed", speed));
    }

    private static double positive(String option, double value) {
        if (!(value > 0 && value <= 1e9)) {
            throw new UsageException(option + ": must be above 0 and at most 1000000000, not " + value);
        }
        return value;
    }
}
