package io.tillstream.glue.silver.publish;

/** The points of a run between which a crash leaves another state of the lake behind. */
public enum SilverStep {
    BATCH_DECIDED,
    QUARANTINE_WRITTEN,
    QUARANTINE_PUBLISHED,
    SALES_WRITTEN,
    SALES_JUDGED,
    SALES_PUBLISHED,
    CURSOR_WRITTEN;

    /** Is told of each step as it is done. Tests throw here. */
    public interface Listener {
        public void done(SilverStep step);
    }
}
