package io.tillstream.operations.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Aligned columns: text to the left, numbers to the right, a rule under the header. A character counts as the number of
 * columns that a terminal gives it: two for Chinese, Japanese, Korean and emoji, none for an accent that is a separate
 * character.
 */
public final class TextTable {
    private static final int TERMINAL_COLUMNS = 80;

    private TextTable() {}

    /**
     * The table; every line ends with a line feed and has no blanks at its end. A single row that is wider than 80 columns is
     * written as one line for each column.
     */
    public static String of(ResultTable table) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(
                table.columns().stream().map(column -> printable(column.name())).toList());
        table.rows()
                .forEach(row -> cells.add(TableFormat.plain(table, row).stream()
                        .map(value -> value == null ? "" : printable(value))
                        .toList()));
        int[] widths = new int[table.columns().size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        if (cells.size() == 2 && Arrays.stream(widths).sum() + 2 * (widths.length - 1) > TERMINAL_COLUMNS) {
            return record(cells.get(0), cells.get(1));
        }
        StringBuilder text = new StringBuilder();
        line(text, table, cells.get(0), widths);
        rule(text, widths);
        cells.subList(1, cells.size()).forEach(row -> line(text, table, row, widths));
        return text.toString();
    }

    /** A single row that is too wide for a terminal: a line for each column. */
    private static String record(List<String> names, List<String> values) {
        int widest = names.stream().mapToInt(TextTable::width).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String pad = " ".repeat(widest - width(names.get(i)));
            text.append((names.get(i) + pad + "  " + values.get(i)).stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, ResultTable table, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - width(row.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(table.columns().get(i).numeric() ? pad + row.get(i) : row.get(i) + pad);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(String printable) {
        return printable.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
        }
        text.append('\n');
    }

    /** The text with its control characters replaced: somebody else's text must not reach the terminal with them. */
    public static String printable(String value) {
        return value.codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
