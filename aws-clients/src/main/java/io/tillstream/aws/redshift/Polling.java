package io.tillstream.aws.redshift;

import java.time.Duration;

/**
 * How often to ask whether a statement is done.
 *
 * @param first the first pause
 * @param growth by which factor the next pause is longer
 * @param longest no pause is longer
 */
public record Polling(Duration first, double growth, Duration longest) {
    /** Returns the pause that follows another. */
    Duration after(Duration pause) {
        Duration longer = Duration.ofNanos((long) (pause.toNanos() * growth));
        return longer.compareTo(longest) > 0 ? longest : longer;
    }

    /** What passes the time between two questions; may throw to end the wait. */
    @FunctionalInterface
    public interface Pause {
        /**
         * Waits.
         *
         * @param pause how long
         * @param waitingFor the statement and how far it is, for a message
         */
        void of(Duration pause, String waitingFor);
    }
}
