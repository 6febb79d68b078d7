package io.tillstream.producer.draft;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.Cell;
import io.tillstream.producer.source.FileFormat;
import io.tillstream.producer.source.RowReader;
import io.tillstream.producer.source.SourceItem;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first rows of a file, read in a format.
 *
 * @param format the format
 * @param columns the columns in order
 * @param rows how many rows there are
 * @param broken how many of them cannot be read in this format
 */
record Sample(FileFormat format, List<Column> columns, int rows, int broken) {
    /** Reads at most {@code limit} rows. */
    static Sample read(Path file, FileFormat format, int limit) throws IOException {
        Map<String, Column> columns = new LinkedHashMap<>();
        int rows = 0;
        int broken = 0;
        try (RowReader reader = RowReader.open(file, format)) {
            for (SourceItem item = reader.next(); item != null && rows < limit; item = reader.next()) {
                if (item instanceof SourceRow row) {
                    add(rows, row, columns);
                } else {
                    broken++;
                }
                rows++;
            }
        }
        return new Sample(format, List.copyOf(columns.values()), rows, broken);
    }

    private static void add(int number, SourceRow row, Map<String, Column> columns) {
        for (String name : leaves(row)) {
            Column column = columns.computeIfAbsent(name, Column::new);
            Cell cell = row.cell(name);
            String text = cell == null ? "" : SourceText.trim(cell.text());
            if (!text.isEmpty()) {
                column.add(number, text);
            }
        }
    }

    /** Returns the names of the columns; those inside an object as pointers. */
    private static List<String> leaves(SourceRow row) {
        List<String> leaves = new ArrayList<>();
        for (String name : row.names()) {
            Cell cell = row.cell(name);
            if (cell != null && cell.nested() && cell.text().startsWith("{")) {
                leaves.addAll(Pointers.leaves(name, cell.text()));
            } else {
                leaves.add(name);
            }
        }
        return leaves;
    }

    /** Reads as {@link #read}, or returns a sample without rows where the file has no header in this format. */
    static Sample tryRead(Path file, FileFormat format, int limit) throws IOException {
        try {
            return read(file, format, limit);
        } catch (UsageException e) {
            return new Sample(format, List.of(), 0, 0);
        }
    }
}
