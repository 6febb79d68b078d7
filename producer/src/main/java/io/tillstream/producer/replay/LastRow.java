package io.tillstream.producer.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What to do with a file's last row if it has no line end: it may be half of a row that is still being written. */
public enum LastRow {
    /** It is sent. */
    SEND,
    /** It is held back until the file grows, or has not changed for several rounds and some minutes. */
    HOLD_BACK;

    static final int QUIET_MINUTES = 10;
    private static final int QUIET_ROUNDS = 3;

    /** Returns for how many rounds the row has been held back with this one; 0 if it should be sent. */
    int heldRounds(Path file, ResumeFile.FileProgress known) throws IOException {
        if (this == SEND) {
            return 0;
        }
        if (!known.isUntouched(file)) {
            return 1;
        }
        long quiet =
                System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
        return known.heldRounds() >= QUIET_ROUNDS && quiet >= QUIET_MINUTES * 60_000L ? 0 : known.heldRounds() + 1;
    }
}
