package io.tillstream.cli.loading;

import io.tillstream.lake.Column;
import io.tillstream.lake.WarehouseTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.JulianFields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes rows in the Parquet forms that load sets have (docs/reference/contracts.md, section 4), without Spark. */
final class ParquetTable {
    private ParquetTable() {}

    /** Uncompressed and without dictionaries, so that files of rows of equal width have equal sizes. */
    static byte[] bytes(WarehouseTable table, List<TableRow> rows, Path scratch) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("message row { "
                + table.columns().stream().map(ParquetTable::field).collect(Collectors.joining(" ")) + " }");
        Path file = Files.createTempFile(scratch, "rows", ".parquet");
        Files.delete(file);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withDictionaryEncoding(false)
                .build()) {
            for (TableRow row : rows) {
                Group group = new SimpleGroup(type);
                for (Column column : table.columns()) {
                    add(group, column.name(), row.values().get(column.name()));
                }
                writer.write(group);
            }
        }
        return Files.readAllBytes(file);
    }

    private static String field(Column column) {
        String name = column.name();
        String type = column.type().replaceFirst("\\(.*", "");
        return "optional "
                + switch (type) {
                    case "varchar" -> "binary " + name + " (STRING)";
                    case "int" -> "int32 " + name;
                    case "bigint" -> "int64 " + name;
                    case "boolean" -> "boolean " + name;
                    case "date" -> "int32 " + name + " (DATE)";
                    case "timestamp" -> "int96 " + name;
                    case "decimal" -> {
                        boolean sum = column.type().equals("decimal(38,6)");
                        yield "fixed_len_byte_array(" + (sum ? 16 : 8) + ") " + name + " (DECIMAL(" + (sum ? 38 : 18)
                                + ",6))";
                    }
                    default -> throw new IllegalArgumentException(column.type());
                }
                + ";";
    }

    private static void add(Group group, String name, Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof String text) {
            group.add(name, text);
        } else if (value instanceof Integer number) {
            group.add(name, number);
        } else if (value instanceof Long number) {
            group.add(name, number);
        } else if (value instanceof Boolean truth) {
            group.add(name, truth);
        } else if (value instanceof LocalDate date) {
            group.add(name, (int) date.toEpochDay());
        } else if (value instanceof LocalDateTime instant) {
            group.add(name, int96(instant));
        } else {
            int length = group.getType().getType(name).asPrimitiveType().getTypeLength();
            group.add(name, decimal((BigDecimal) value, length));
        }
    }

    private static Binary int96(LocalDateTime instant) {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(instant.toLocalTime().toNanoOfDay())
                .putInt((int) JulianFields.JULIAN_DAY.getFrom(instant.toLocalDate()));
        return Binary.fromConstantByteArray(bytes.array());
    }

    private static Binary decimal(BigDecimal value, int length) {
        byte[] bytes = new byte[length];
        byte[] unscaled =
                value.setScale(6, RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
        Arrays.fill(bytes, (byte) (unscaled[0] < 0 ? -1 : 0));
        System.arraycopy(unscaled, 0, bytes, length - unscaled.length, unscaled.length);
        return Binary.fromConstantByteArray(bytes);
    }
}
