package io.tillstream.producer.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of one file that a replay has come past. */
final class FileReplay {
    private final Path file;
    private final long bytes;
    private final long modifiedMillis;
    private final RowHash hash = new RowHash();
    private String last;
    private long rows;

    /** Looks at the file before it is read: what is added meanwhile makes it another file. */
    FileReplay(Path file) throws IOException {
        this.file = file;
        this.bytes = Files.size(file);
        this.modifiedMillis = Files.getLastModifiedTime(file).toMillis();
    }

    Path file() {
        return file;
    }

    long rows() {
        return rows;
    }

    void add(String text) {
        settle();
        last = text;
        rows++;
    }

    /** The last row was not dealt with. */
    void takeBack() {
        last = null;
        rows--;
    }

    boolean isBefore(FileProgress known) {
        return rows < known.rows();
    }

    boolean isLastOf(FileProgress known) {
        return rows == known.rows();
    }

    boolean matches(FileProgress known) {
        settle();
        return hash.value().equals(known.rowsSha256());
    }

    /** Returns how far the file is done, its last row held back for this many rounds. */
    FileProgress progress(boolean complete, int heldRounds) {
        settle();
        return new FileProgress(rows, hash.value(), complete, bytes, modifiedMillis, heldRounds);
    }

    private void settle() {
        if (last != null) {
            hash.add(last);
            last = null;
        }
    }
}
