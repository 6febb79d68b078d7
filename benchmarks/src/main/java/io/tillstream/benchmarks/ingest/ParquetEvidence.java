package io.tillstream.benchmarks.ingest;

import io.tillstream.benchmarks.stage.Checksum;
import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/** Reads back what a contender wrote: the columns that make an {@link Evidence}, from every Parquet file of a directory. */
final class ParquetEvidence {
    /** Objects of the lake, files of Spark, and staging files of the writer. */
    private static final String PARQUET = ".*\\.(parquet|staging)";

    private final Checksum found = new Checksum();
    private long bytes;
    private long files;

    private ParquetEvidence() {}

    /** Reads all files below a directory. */
    static ParquetEvidence read(Path directory) {
        ParquetEvidence evidence = new ParquetEvidence();
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> parquet = paths.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().matches(PARQUET))
                    .toList();
            for (Path file : parquet) {
                evidence.files++;
                evidence.bytes += Files.size(file);
                evidence.readFile(file);
            }
            return evidence;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back " + directory, e);
        }
    }

    Evidence evidence() {
        return Evidence.of(found);
    }

    /** Returns the size of all files. */
    long bytes() {
        return bytes;
    }

    /** Returns how many files there are. */
    long files() {
        return files;
    }

    private void readFile(Path file) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType whole = reader.getFileMetaData().getSchema();
            MessageType wanted = new MessageType(
                    whole.getName(),
                    whole.getFields().stream()
                            .filter(field -> isWanted(field.getName()))
                            .toList());
            reader.setRequestedSchema(wanted);
            String createdBy = reader.getFileMetaData().getCreatedBy();
            for (PageReadStore rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
                add(
                        new ColumnReadStoreImpl(rows, new NoConverter(), wanted, createdBy),
                        wanted,
                        Math.toIntExact(rows.getRowCount()));
            }
        }
    }

    private static boolean isWanted(String column) {
        return column.equals(BronzeColumns.KAFKA_PARTITION)
                || column.equals(BronzeColumns.KAFKA_OFFSET)
                || column.equals(BronzeColumns.RECORD_INDEX)
                || column.equals(BronzeColumns.CORRUPT_RECORD)
                || column.equals(SaleField.LINE_TOTAL.fieldName());
    }

    private void add(ColumnReadStoreImpl store, MessageType schema, int rows) {
        ColumnReader partition = column(store, schema, BronzeColumns.KAFKA_PARTITION);
        ColumnReader offset = column(store, schema, BronzeColumns.KAFKA_OFFSET);
        // A peer that knows no arrays of sales has no such column.
        ColumnReader index = schema.containsField(BronzeColumns.RECORD_INDEX)
                ? column(store, schema, BronzeColumns.RECORD_INDEX)
                : null;
        ColumnReader corrupt = column(store, schema, BronzeColumns.CORRUPT_RECORD);
        ColumnReader total = column(store, schema, SaleField.LINE_TOTAL.fieldName());
        for (int row = 0; row < rows; row++) {
            int atPartition = partition.getInteger();
            long atOffset = offset.getLong();
            int atIndex = index == null ? 0 : index.getInteger();
            // Read even where it does not count: a value that is not read is not passed.
            long lineTotal = isNull(total) ? 0 : total.getLong();
            if (isNull(corrupt)) {
                found.sale(atPartition, atOffset, atIndex, lineTotal);
            } else {
                found.row(atPartition, atOffset, atIndex);
            }
            partition.consume();
            offset.consume();
            if (index != null) {
                index.consume();
            }
            corrupt.consume();
            total.consume();
        }
    }

    private static ColumnReader column(ColumnReadStoreImpl store, MessageType schema, String name) {
        ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
        return store.getColumnReader(column);
    }

    private static boolean isNull(ColumnReader column) {
        return column.getCurrentDefinitionLevel() < column.getDescriptor().getMaxDefinitionLevel();
    }

    /** Values are taken from the column readers directly. */
    private static final class NoConverter extends GroupConverter {
        @Override
        public PrimitiveConverter getConverter(int fieldIndex) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            // No records are put together.
        }

        @Override
        public void end() {
            // No records are put together.
        }
    }
}
