package io.tillstream.producer.source;

import java.util.List;

/** A row of a sheet. */
record XlsxRow(String fileName, long line, String text, CsvHeader header, List<Cell> cells) implements TableRow {
    @Override
    public Cell cell(String column) {
        int position = header.position(column);
        return position < 0 || position >= cells.size() ? null : cells.get(position);
    }
}
