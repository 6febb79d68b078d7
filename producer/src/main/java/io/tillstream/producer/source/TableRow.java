package io.tillstream.producer.source;

import java.util.List;

/** A row of a table whose columns are named by a header: of a CSV file or a sheet. */
sealed interface TableRow extends SourceRow permits CsvRow, XlsxRow {
    /** Returns the names of the columns and their positions. */
    CsvHeader header();

    @Override
    default int element() {
        return 0;
    }

    @Override
    default boolean ofArray() {
        return false;
    }

    @Override
    default List<String> names() {
        return header().names();
    }

    @Override
    default String nameOf(String column) {
        int position = header().position(column);
        return position < 0 ? column : header().names().get(position);
    }
}
