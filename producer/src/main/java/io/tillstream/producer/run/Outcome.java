package io.tillstream.producer.run;

import java.util.Locale;

/** How a run ended. */
public enum Outcome {
    /** All of it was read, and sent or rejected. */
    DONE,
    /** Somebody ended it early; what was read is sent or rejected. */
    STOPPED,
    /** It could not go on. */
    FAILED;

    /** Returns the {@code status} of the result line. */
    public String status() {
        return name().toLowerCase(Locale.ROOT);
    }
}
