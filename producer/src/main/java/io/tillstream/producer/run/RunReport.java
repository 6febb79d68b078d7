package io.tillstream.producer.run;

import java.util.Map;

/** Tells how far a run is, and how it ended. */
public interface RunReport extends AutoCloseable {
    /** Returns whether it is time to show progress; cheap enough to call for every event. */
    boolean isDue();

    /** Shows progress. */
    void progress(Counts counts);

    /** Tells people something that they should know; programs do not read it. */
    void note(String text);

    /**
     * Tells the result.
     *
     * @param outcome how the run ended
     * @param counts the final counts
     * @param more further fields of the result line
     */
    void result(Outcome outcome, Counts counts, Map<String, Object> more);

    /** Leaves the terminal as it was. */
    @Override
    void close();
}
