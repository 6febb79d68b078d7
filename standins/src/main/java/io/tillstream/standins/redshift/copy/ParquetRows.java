package io.tillstream.standins.redshift.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Carries the rows of one Parquet file to the table: columns by position, types exactly. */
final class ParquetRows {
    private final String file;
    private final TargetTable table;

    ParquetRows(String file, TargetTable table) {
        this.file = file;
        this.table = table;
    }

    /**
     * Carries all rows.
     *
     * @param local the file's copy on this machine
     * @param out where the rows go
     * @return how many there were
     * @throws CopyException if the file does not fit the table, or a value its column
     * @throws IOException if the file cannot be read
     * @throws SQLException if the database breaks off
     */
    long copyTo(Path local, BinaryRows out) throws CopyException, IOException, SQLException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(local), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            List<ColumnLoader> loaders = match(schema);
            String createdBy = reader.getFileMetaData().getCreatedBy();
            long before = 0;
            for (PageReadStore rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(rows, new NoConverter(), schema, createdBy);
                List<ColumnReader> columns =
                        schema.getColumns().stream().map(store::getColumnReader).toList();
                copyRows(rows.getRowCount(), before, loaders, columns, out);
                before += rows.getRowCount();
            }
            return before;
        } catch (RuntimeException malformed) {
            throw CopyException.scanError(file, "Not a readable Parquet file (" + malformed + ").");
        }
    }

    private List<ColumnLoader> match(MessageType schema) throws CopyException {
        List<Type> fields = schema.getFields();
        if (fields.size() != table.columns().size()) {
            throw CopyException.scanError(
                    file,
                    "Unmatched number of columns between table and file. Table columns: "
                            + table.columns().size() + ", Data columns: " + fields.size() + ",");
        }
        List<ColumnLoader> loaders = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            TargetColumn column = table.columns().get(i);
            if (!fields.get(i).isPrimitive()) {
                throw CopyException.incompatible(file, column, fields.get(i).toString());
            }
            ColumnDescriptor parquet =
                    schema.getColumnDescription(new String[] {fields.get(i).getName()});
            loaders.add(ColumnLoader.match(file, column, parquet));
        }
        return loaders;
    }

    private void copyRows(
            long count, long before, List<ColumnLoader> loaders, List<ColumnReader> columns, BinaryRows out)
            throws CopyException, SQLException {
        for (long row = 0; row < count; row++) {
            long number = before + row + 1;
            out.beginRow(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                TargetColumn column = table.columns().get(i);
                loaders.get(i)
                        .loadNext(
                                columns.get(i), out, message -> CopyException.badValue(file, column, number, message));
            }
            out.endRow();
        }
    }

    /** The values are read from the columns themselves; the reader only asks who takes them. */
    private static final class NoConverter extends GroupConverter {
        @Override
        public Converter getConverter(int fieldIndex) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            throw new UnsupportedOperationException("rows are not assembled");
        }

        @Override
        public void end() {
            throw new UnsupportedOperationException("rows are not assembled");
        }
    }
}
