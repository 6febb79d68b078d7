package io.tillstream.producer.draft;

import io.tillstream.producer.source.FileFormat;
import io.tillstream.producer.source.FirstLines;
import io.tillstream.producer.source.LineTooLongException;
import io.tillstream.producer.source.SourceBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
    private static final char[] DELIMITERS = {',', ';', '\t', '|', '~', '^', '\u0001'};
    private static final List<Optional<Character>> QUOTES =
            List.of(Optional.of('"'), Optional.of('\''), Optional.<Character>empty());

    static FormatGuess of(Path file, CharsetGuess charset) throws IOException {
        if (startsAsJson(file, charset)) {
            return new FormatGuess(json(file, charset), true);
        }
        List<String> lines = FirstLines.of(file, charset.charset(), TRIED_ROWS);
        FileFormat.Csv best = best(file, candidates(charset, lines));
        best = refined(file, best, lines);
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

    /** Returns the format of a sheet, and whether a row of it names the columns. */
    static FormatGuess ofWorkbook() {
        return new FormatGuess(new FileFormat.Xlsx(Optional.empty(), 0, List.of()), true);
    }

    private static List<FileFormat.Csv> candidates(CharsetGuess charset, List<String> lines) {
        Optional<Character> stated = lines.isEmpty() ? Optional.empty() : Preamble.separator(lines.get(0));
        List<FileFormat.Csv> candidates = new ArrayList<>();
        for (Optional<Character> quote : QUOTES) {
            for (char delimiter : DELIMITERS) {
                if (stated.isEmpty() || stated.get() == delimiter) {
                    List<String> text = stated.isEmpty() ? lines : lines.subList(1, lines.size());
                    int skipRows = Preamble.rows(text, delimiter);
                    candidates.add(new FileFormat.Csv(
                            charset.charset(), delimiter, quote, List.of(), Optional.empty(), skipRows, false));
                }
            }
        }
        return candidates;
    }

    private static FileFormat.Csv best(Path file, List<FileFormat.Csv> candidates) throws IOException {
        FileFormat.Csv best = candidates.get(0);
        long most = -1;
        for (FileFormat.Csv tried : candidates) {
            Sample sample = Sample.tryRead(file, tried, TRIED_ROWS);
            // Whole rows first, then many columns; what comes earlier in the lists wins a tie.
            int columns = sample.columns().size();
            long score = columns < 2 ? 0 : whole(sample) * 1_000 + Math.min(columns, 999);
            if (score > most) {
                most = score;
                best = tried;
            }
        }
        return best;
    }

    /** Tries what only a few files need, and takes it where more rows can be read with it. */
    private static FileFormat.Csv refined(Path file, FileFormat.Csv plain, List<String> lines) throws IOException {
        FileFormat.Csv best = plain;
        boolean escapes = lines.stream()
                .anyMatch(line ->
                        line.contains("\\\"") || line.contains("\\N") || line.contains("\\" + plain.delimiter()));
        if (escapes) {
            FileFormat.Csv escaped = with(plain, Optional.of('\\'), false);
            if (whole(file, escaped) >= whole(file, best)) {
                best = escaped;
            }
        }
        FileFormat.Csv trailing = with(best, best.escape(), true);
        return whole(file, trailing) > Math.max(50, whole(file, best)) ? trailing : best;
    }

    private static FileFormat.Csv with(FileFormat.Csv csv, Optional<Character> escape, boolean trailingDelimiter) {
        return new FileFormat.Csv(
                csv.charset(), csv.delimiter(), csv.quote(), csv.header(), escape, csv.skipRows(), trailingDelimiter);
    }

    private static long whole(Path file, FileFormat.Csv format) throws IOException {
        return whole(Sample.tryRead(file, format, TRIED_ROWS));
    }

    /** Returns how many of a hundred rows can be read. */
    private static long whole(Sample sample) {
        return sample.rows() == 0 ? 0 : 100L * (sample.rows() - sample.broken()) / sample.rows();
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
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(SourceBytes.open(file), charset.charset()))) {
            int c = reader.read();
            while (c == '\ufeff' || Character.isWhitespace(c)) {
                c = reader.read();
            }
            return c == '{' || c == '[';
        }
    }

    private static List<String> names(Path file, FileFormat.Csv format) throws IOException {
        List<String> names = new ArrayList<>();
        Sample.tryRead(file, format, TRIED_ROWS).columns().forEach(column -> names.add(column.name()));
        return names;
    }

    /** A header has words, and neither numbers nor dates. */
    static boolean looksLikeAHeader(List<String> cells) {
        return cells.stream().noneMatch(cell -> cell.matches("[-+]?[0-9][0-9.,:/ -]*"))
                && cells.stream().anyMatch(cell -> cell.matches(".*\\p{L}.*"));
    }
}
