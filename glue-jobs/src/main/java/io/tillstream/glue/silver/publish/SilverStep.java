package io.tillstream.glue.silver.publish;

/** The points of a run between which a crash leaves the lake in different states. */
public enum SilverStep {
    BATCH_DECIDED,
    DECISIONS_WRITTEN,
    DECISIONS_JUDGED,
    DECISIONS_PUBLISHED,
    CURSOR_WRITTEN;

    /** Gets each step when it is done. Tests throw here. */
    public interface Listener {
        public void done(SilverStep step);
    }
}
