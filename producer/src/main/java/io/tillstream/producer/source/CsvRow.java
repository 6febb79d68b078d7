package io.tillstream.producer.source;

import java.util.List;

/** A row of a CSV file. */
record CsvRow(String fileName, long line, String text, CsvHeader header, List<String> cells) implements TableRow {
    @Override
    public Cell cell(String column) {
        int position = header.position(column);
        return position < 0 ? null : Cell.ofText(cells.get(position));
    }
}
