package io.tillstream.producer.source;

import java.util.List;

/** A row of a sheet. */
record XlsxRow(String fileName, long line, String text, CsvHeader header, List<Cell> cells) implements SourceRow {
    @Override
    public int element() {
        return 0;
    }

    @Override
    public boolean ofArray() {
        return false;
    }

    @Override
    public Cell cell(String column) {
        int position = header.position(column);
        return position < 0 || position >= cells.size() ? null : cells.get(position);
    }

    @Override
    public List<String> names() {
        return header.names();
    }

    @Override
    public String nameOf(String column) {
        int position = header.position(column);
        return position < 0 ? column : header.names().get(position);
    }
}
