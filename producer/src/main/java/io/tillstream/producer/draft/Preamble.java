package io.tillstream.producer.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of title, period and the like that a report writes before its header. */
final class Preamble {
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?");
    private static final int MAX_ROWS = 40;

    private Preamble() {}

    /** Returns the delimiter that a line such as {@code sep=;} names. */
    static Optional<Character> separator(String line) {
        Matcher matcher = SEPARATOR_LINE.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1).charAt(0)) : Optional.empty();
    }

    /** Returns how many lines come before the header; 0 if none of the first lines looks like one. */
    static int rows(List<String> lines, char delimiter) {
        int usual = usualCells(lines, delimiter);
        if (usual < 2) {
            return 0;
        }
        boolean blank = true;
        for (int i = 0; i < Math.min(lines.size(), MAX_ROWS); i++) {
            List<String> cells = cells(lines.get(i), delimiter);
            List<String> filled = cells.stream().filter(cell -> !cell.isBlank()).toList();
            boolean fits = cells.size() == usual || cells.size() == usual - 1 || cells.size() == usual + 1;
            if (fits && 2 * filled.size() > cells.size() && FormatGuess.looksLikeAHeader(filled)) {
                return blank ? 0 : i;
            }
            blank &= lines.get(i).isBlank();
        }
        return 0;
    }

    private static int usualCells(List<String> lines, char delimiter) {
        Map<Integer, Integer> counts = new HashMap<>();
        lines.stream()
                .filter(line -> !line.isBlank())
                .forEach(line -> counts.merge(cells(line, delimiter).size(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Cuts a line at its delimiters outside quotes: enough to count cells. */
    private static List<String> cells(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            quoted ^= c == '"';
            if (c == delimiter && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c == '"' ? ' ' : c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
