package io.tillstream.producer.source;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first lines of a text file as they are, before anything is known about its format. */
public final class FirstLines {
    private FirstLines() {}

    /**
     * Returns at most {@code limit} lines, without their ends.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<String> of(Path file, Charset charset, int limit) throws IOException {
        List<String> texts = new ArrayList<>();
        try (LineReader lines = new LineReader(SourceBytes.open(file), charset)) {
            for (Line line = lines.next(); line != null && texts.size() < limit; line = lines.next()) {
                texts.add(line.text());
            }
        }
        return texts;
    }
}
