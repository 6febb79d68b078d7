package io.tillstream.standins.redshift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads docs/reference/redshift-differences.md: its set-up statements and the rows of its tables. */
final class DifferencesPage {
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    private final List<String> lines;

    /**
     * A row of a table.
     *
     * @param line its number in the file
     * @param cells its cells, without the backquotes around them
     */
    record Row(int line, List<String> cells) {}

    private DifferencesPage(List<String> lines) {
        this.lines = lines;
    }

    static DifferencesPage read() throws IOException {
        return new DifferencesPage(Files.readAllLines(Path.of("../docs/reference/redshift-differences.md")));
    }

    List<String> setUp() {
        String page = String.join("\n", lines);
        Matcher code = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(page);
        if (!code.find()) {
            throw new AssertionError("the page has no set-up");
        }
        return Arrays.stream(code.group(1).split(";\n"))
                .filter(sql -> !sql.isBlank())
                .toList();
    }

    /** The rows of the table under a heading. */
    List<Row> table(String heading) {
        int at = lines.indexOf("## " + heading);
        if (at < 0) {
            throw new AssertionError("the page has no section " + heading);
        }
        List<Row> rows = new ArrayList<>();
        int header = 2;
        for (int i = at + 1; i < lines.size() && !lines.get(i).startsWith("## "); i++) {
            if (lines.get(i).startsWith("|") && header-- <= 0) {
                rows.add(new Row(i + 1, cells(lines.get(i))));
            }
        }
        return rows;
    }

    List<String> headings() {
        return lines.stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
    }

    private static List<String> cells(String line) {
        return CELLS.splitAsStream(line.substring(1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .map(cell -> cell.matches("`[^`]*`|``") ? cell.replace("`", "") : cell)
                .toList();
    }
}
