package io.tillstream.producer.replay;

import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.replay.ResumeFile.FileProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How far a replay has come, in the file that it is reading and in all of them. It is saved to the resume file every few
 * seconds and at the end of each file. A row is done when Kafka has acknowledged its event, or its text is in the rejects
 * file. Not thread-safe.
 */
public final class ReplayProgress {
    private static final long SAVE_INTERVAL_NANOS = 5_000_000_000L;

    private final ResumeFile resume;
    private final LongSupplier nanoTime;
    private final Consumer<String> notes;
    private long lastSaved;
    private long rowsOfEarlierFiles;
    private long rowsDone;

    private Path file;
    private long bytes;
    private long modifiedMillis;
    private RowHash hash;
    private String lastText;
    private long rows;

    /**
     * Prepares a replay.
     *
     * @param resume where progress is saved
     * @param nanoTime a clock as {@link System#nanoTime}
     * @param notes receives remarks, for example that a file has changed
     */
    public ReplayProgress(ResumeFile resume, LongSupplier nanoTime, Consumer<String> notes) {
        this.resume = resume;
        this.nanoTime = nanoTime;
        this.notes = notes;
        this.lastSaved = nanoTime.getAsLong();
    }

    /** Returns how many rows are done, counted across all files of this run. */
    public long rowsDone() {
        return rowsDone;
    }

    /** Returns what earlier runs have done of a file. */
    FileProgress known(Path source) {
        return resume.progress(source);
    }

    /** Counts a file that earlier runs have sent to its end. */
    void skipFile(FileProgress done) {
        rowsDone += done.rows();
    }

    /** Starts a file. Its size and time are those from before it is read: what is added meanwhile makes it another file. */
    void begin(Path source) throws IOException {
        rowsOfEarlierFiles = rowsDone;
        file = source;
        bytes = Files.size(source);
        modifiedMillis = Files.getLastModifiedTime(source).toMillis();
        hash = new RowHash();
        lastText = null;
        rows = 0;
    }

    /** Returns how many rows of the file have been read. */
    long rows() {
        return rows;
    }

    /** Counts the next row of the file. */
    void add(String text) {
        hashLastText();
        lastText = text;
        rows++;
    }

    /** Takes back the last row, which was not sent. */
    void takeBack() {
        lastText = null;
        rows--;
    }

    /** Returns whether the rows so far are those that earlier runs have sent. */
    boolean matches(FileProgress known) {
        hashLastText();
        return hash.value().equals(known.rowsSha256());
    }

    /** Says that the file's first rows have changed. */
    void noteChanged(FileProgress known) {
        notes.accept(file + ": its first " + known.rows()
                + " rows are not those that were sent before, so the file is sent again from the start. Rows"
                + " that are the same as before count as duplicates; with identity: row, different rows on"
                + " an old line are quarantined as conflicts");
    }

    /** Says that the file's last row is held back. */
    void noteHeldBack() {
        notes.accept(file + ": its last row has no line end and may be half of a row, so it is held back until the file"
                + " grows or has not changed for " + LastRow.QUIET_MINUTES + " minutes; --complete-files sends it now");
    }

    /** Saves, if the last time was some seconds ago. */
    void saveIfDue(EventSink sink, RejectsFile rejects) throws IOException {
        if (nanoTime.getAsLong() - lastSaved >= SAVE_INTERVAL_NANOS) {
            save(false, 0, sink, rejects);
        }
    }

    /**
     * Waits until everything sent is acknowledged and saves.
     *
     * @param complete whether the file was read to its end
     * @param heldRounds for how many rounds its last row has been held back
     */
    void save(boolean complete, int heldRounds, EventSink sink, RejectsFile rejects) throws IOException {
        sink.flush();
        rejects.flush();
        rowsDone = rowsOfEarlierFiles + rows;
        hashLastText();
        resume.set(file, new FileProgress(rows, hash.value(), complete, bytes, modifiedMillis, heldRounds));
        resume.save();
        lastSaved = nanoTime.getAsLong();
    }

    private void hashLastText() {
        if (lastText != null) {
            hash.add(lastText);
            lastText = null;
        }
    }
}
