package io.tillstream.producer.replay;

import io.tillstream.producer.kafka.EventSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Remembers what is done, every few seconds and at the end of each file. A row is done when Kafka has acknowledged its
 * event, or its text is in the rejects file.
 */
public final class Checkpoints {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final ResumeFile resume;
    private final LongSupplier nanoTime;
    private final Consumer<String> notes;
    private long last;
    private long rowsBefore;
    private long rowsDone;

    /**
     * Prepares.
     *
     * @param resume where it is remembered
     * @param nanoTime a clock as {@link System#nanoTime}
     * @param notes told where a file is not what it was
     */
    public Checkpoints(ResumeFile resume, LongSupplier nanoTime, Consumer<String> notes) {
        this.resume = resume;
        this.nanoTime = nanoTime;
        this.notes = notes;
        this.last = nanoTime.getAsLong();
    }

    /** Returns how many rows are done, counted through all files of this run. */
    public long rowsDone() {
        return rowsDone;
    }

    FileProgress progress(Path file) {
        return resume.progress(file);
    }

    FileReplay begin(Path file, FileProgress known) throws IOException {
        rowsBefore = rowsDone;
        return new FileReplay(file);
    }

    void changed(Path file, FileProgress known) {
        notes.accept(file + ": its first " + known.rows()
                + " rows are not those that were sent before, so the file is sent again from the start. Rows"
                + " that are the same as before count as duplicates; with identity: row, different rows on"
                + " an old line are quarantined as conflicts");
    }

    void held(Path file) {
        notes.accept(file + ": its last row has no line end and may be half of a row, so it is held back until the file"
                + " grows or has not changed for " + LastRow.QUIET_MINUTES + " minutes; --complete-files sends it now");
    }

    void skip(FileProgress done) {
        rowsDone += done.rows();
    }

    void saveIfDue(FileReplay progress, EventSink sink, RejectsFile rejects) throws IOException {
        if (nanoTime.getAsLong() - last >= INTERVAL_NANOS) {
            save(progress, false, 0, sink, rejects);
        }
    }

    void save(FileReplay progress, boolean complete, int heldRounds, EventSink sink, RejectsFile rejects)
            throws IOException {
        sink.flush();
        rejects.flush();
        rowsDone = rowsBefore + progress.rows();
        resume.set(progress.file(), progress.progress(complete, heldRounds));
        resume.save();
        last = nanoTime.getAsLong();
    }
}
