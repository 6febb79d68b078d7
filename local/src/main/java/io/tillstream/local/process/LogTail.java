package io.tillstream.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a log, for an error message. */
final class LogTail {
    private static final int LINES = 6;
    private static final int BYTES = 16_384;
    private static final int WIDTH = 240;

    private LogTail() {}

    /** The last lines, indented, or a note why there are none; a hint in front where the disk is full. */
    static String of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            return format(new String(end, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return " (it cannot be read: " + e.getMessage() + ")";
        }
    }

    static String format(String text) {
        // Stack frames say little to the reader of the console; the log has them.
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .toList();
        String hint = text.contains("No space left on device")
                ? "\nThe disk is full: free some space, or name a directory on another disk with --data-dir."
                : "";
        return hint
                + lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                        .map(line -> "\n    " + (line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line))
                        .collect(Collectors.joining());
    }
}
