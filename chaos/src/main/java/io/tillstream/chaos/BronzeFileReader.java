package io.tillstream.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads the rows of a Bronze object with parquet-java's own reader, knowing nothing of the writer but the contract. */
final class BronzeFileReader {
    private static final String OFFSET = "kafka_offset";
    private static final String INDEX = "record_index";
    private static final String EXTRAS = "extras";
    private static final String PAYLOAD = "_corrupt_record";

    /** Takes rows in the order of the file. */
    interface Listener {
        /** Takes one: its coordinates and its {@link CanonicalRow}. */
        void row(long offset, int index, byte[] canonical);
    }

    private BronzeFileReader() {}

    /**
     * Reads all rows.
     *
     * @throws IOException if the file is not a Bronze object
     */
    static void read(Path file, Listener listener) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> rows = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    Group row = rows.read();
                    listener.row(row.getLong(OFFSET, 0), row.getInteger(INDEX, 0), canonical(row));
                }
            }
        }
    }

    private static byte[] canonical(Group row) {
        if (row.getFieldRepetitionCount(PAYLOAD) > 0) {
            return CanonicalRow.corrupt(row.getBinary(PAYLOAD, 0).getBytes());
        }
        Map<String, String> fields = new TreeMap<>();
        for (Type column : row.getType().getFields()) {
            String name = column.getName();
            if (column.isPrimitive() && !isCoordinate(name) && row.getFieldRepetitionCount(name) > 0) {
                fields.put(name, text(row, column));
            }
        }
        return CanonicalRow.sale(fields, extras(row));
    }

    private static boolean isCoordinate(String name) {
        return name.equals("topic_id") || name.startsWith("kafka_") || name.equals(INDEX) || name.startsWith("_");
    }

    private static String text(Group row, Type column) {
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> row.getString(column.getName(), 0);
            case INT32 -> Integer.toString(row.getInteger(column.getName(), 0));
            case INT64 -> Long.toString(row.getLong(column.getName(), 0));
            case BOOLEAN, FLOAT, DOUBLE, INT96, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalStateException("Unexpected column in Bronze: " + column);
        };
    }

    private static Map<String, String> extras(Group row) {
        Map<String, String> extras = new TreeMap<>();
        if (row.getFieldRepetitionCount(EXTRAS) > 0) {
            Group map = row.getGroup(EXTRAS, 0);
            GroupType entries = map.getType().getType(0).asGroupType();
            for (int i = 0; i < map.getFieldRepetitionCount(entries.getName()); i++) {
                Group entry = map.getGroup(entries.getName(), i);
                extras.put(entry.getString("key", 0), entry.getString("value", 0));
            }
        }
        return extras;
    }
}
