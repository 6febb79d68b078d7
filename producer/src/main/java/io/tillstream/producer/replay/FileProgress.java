package io.tillstream.producer.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of a file is done: sent and acknowledged, or rejected.
 *
 * @param rows rows done, from the first
 * @param rowsSha256 hash of their texts, which tells whether they are still the same
 * @param complete whether they were all rows of the file
 * @param bytes the file's size when it was read
 * @param modifiedMillis when it had been modified last, milliseconds since 1970
 * @param heldRounds how many rounds have held back its last row because it has no line end, and found the file unchanged
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record FileProgress(long rows, String rowsSha256, boolean complete, long bytes, long modifiedMillis, int heldRounds) {
    /** Nothing is done yet. */
    static final FileProgress NONE = new FileProgress(0, "", false, -1, -1, 0);

    /** Tells whether the file is done and has not been touched since. */
    @JsonIgnore
    boolean isStill(Path file) throws IOException {
        return complete && isUntouched(file);
    }

    /** Tells whether the file has not been touched since. */
    @JsonIgnore
    boolean isUntouched(Path file) throws IOException {
        return bytes == Files.size(file)
                && modifiedMillis == Files.getLastModifiedTime(file).toMillis();
    }
}
