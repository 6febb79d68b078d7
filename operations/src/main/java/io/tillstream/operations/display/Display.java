package io.tillstream.operations.display;

/** What the person at the console sees of a run. */
public interface Display {
    /** Prints a separate line. */
    void line(String text);

    /**
     * Begins a stage. One stage is shown at a time.
     *
     * @param name its name
     * @param unit what it counts, such as {@code records}
     * @param total how many there will be, or 0 if that is unknown
     */
    Stage begin(String name, String unit, long total);

    /** A stage on its way. Closing it removes what is only of the moment. */
    interface Stage extends AutoCloseable {
        /**
         * Tells how far it is.
         *
         * @param done how many of the total are done
         * @param total the total as known now, or 0
         */
        void at(long done, long total);

        /**
         * Tells how far it is where only steps are known, not rows.
         *
         * @param done steps done
         * @param total all steps, or 0 while they are unknown
         */
        void atStep(long done, long total);

        /**
         * Ends the stage with a line that stays.
         *
         * @param rows how many there were
         * @param seconds how long it took
         * @param note what else to say; may be empty
         */
        void done(long rows, double seconds, String note);

        @Override
        void close();
    }
}
