package io.tillstream.local.pipeline;

import java.util.function.BooleanSupplier;

/**
 * The order of a round, that of the state machine on AWS (infra-cdk, {@code pipeline.asl.json}): Bronze, Silver until nothing
 * of it is left, Gold. A test of infra-cdk runs both on the same results and compares which jobs they start. They differ in
 * two things: the state machine leaves endless work to its next run, and it repeats a job that failed for a passing reason.
 */
public final class RoundOrder {
    private RoundOrder() {}

    /** Runs a round; what a stage throws ends it. */
    public static void run(Runnable bronze, Runnable silver, Runnable gold) {
        bronze.run();
        silver.run();
        gold.run();
    }

    /**
     * Runs Silver until nothing new is left.
     *
     * @param once runs it once, and returns whether more of Bronze is waiting
     */
    public static void repeatSilver(BooleanSupplier once) {
        boolean more = true;
        while (more) {
            more = once.getAsBoolean();
        }
    }
}
