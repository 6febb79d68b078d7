package io.tillstream.producer.draft;

import io.tillstream.producer.source.FileFormat;
import io.tillstream.producer.source.LineTooLongException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a file is read. No library that is kept up detects the dialect of CSV; the engine's own reader judges here, so the
 * draft is what it can read.
 *
 * @param format the format
 * @param hasHeader whether a row of the file names the columns
 */
record FormatGuess(FileFormat format, boolean hasHeader) {
    private static final int TRIED_ROWS = 300;
    private static final char[] DELIMITERS = {',', ';', '\t', '|', '~'};
    private static final List<Optional<Character>> QUOTES =
            List.of(Optional.of('"'), Optional.of('\''), Optional.<Character>empty());

    static FormatGuess of(Path file, CharsetGuess charset) throws IOException {
        if (startsAsJson(file, charset)) {
            return new FormatGuess(json(file, charset), true);
        }
        FileFormat.Csv best = FileFormat.Csv.of(charset.charset(), ',', Optional.of('"'));
        long most = -1;
        for (Optional<Character> quote : QUOTES) {
            for (char delimiter : DELIMITERS) {
                FileFormat.Csv tried = FileFormat.Csv.of(charset.charset(), delimiter, quote);
                Sample sample = Sample.tryRead(file, tried, TRIED_ROWS);
                // Whole rows first, then many columns; what comes earlier in the lists wins a tie.
                int columns = sample.columns().size();
                long whole = sample.rows() == 0 ? 0 : 100L * (sample.rows() - sample.broken()) / sample.rows();
                long score = columns < 2 ? 0 : whole * 1_000 + Math.min(columns, 999);
                if (score > most) {
                    most = score;
                    best = tried;
                }
            }
        }
        List<String> first = names(file, best);
        if (first.isEmpty() || looksLikeAHeader(first)) {
            return new FormatGuess(best, true);
        }
        List<String> names = IntStream.rangeClosed(1, first.size())
                .mapToObj(i -> "column_" + i)
                .toList();
        return new FormatGuess(
                new FileFormat.Csv(
                        best.charset(), best.delimiter(), best.quote(), names, best.escape(), best.skipRows(), false),
                false);
    }

    /** One document where its objects do not end with their lines. */
    private static FileFormat json(Path file, CharsetGuess charset) throws IOException {
        FileFormat lines = new FileFormat.JsonLines(charset.charset());
        try {
            Sample sample = Sample.read(file, lines, TRIED_ROWS);
            return 2 * sample.broken() > sample.rows() ? new FileFormat.Json(charset.charset()) : lines;
        } catch (LineTooLongException e) {
            return new FileFormat.Json(charset.charset());
        }
    }

    private static boolean startsAsJson(Path file, CharsetGuess charset) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, charset.charset())) {
            int c = reader.read();
            while (c == '\ufeff' || Character.isWhitespace(c)) {
                c = reader.read();
            }
            return c == '{' || c == '[';
        }
    }

    private static List<String> names(Path file, FileFormat.Csv format) throws IOException {
        List<String> names = new ArrayList<>();
        Sample.tryRead(file, format, 1).columns().forEach(column -> names.add(column.name()));
        return names;
    }

    /** A header has words, and neither numbers nor dates. */
    private static boolean looksLikeAHeader(List<String> cells) {
        return cells.stream().noneMatch(cell -> cell.matches("[-+]?[0-9][0-9.,:/ -]*"))
                && cells.stream().anyMatch(cell -> cell.matches(".*\\p{L}.*"));
    }
}
