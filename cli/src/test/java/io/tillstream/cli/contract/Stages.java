package io.tillstream.cli.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;

/** Reads the columns of the stages from what the pipeline itself has written. */
final class Stages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Stages() {}

    /** The event's fields from its Avro schema; {@code required} is what Silver enforces. */
    static Stage event(Path avsc) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : JSON.readTree(avsc.toFile()).path("fields")) {
            JsonNode type = field.path("type").get(1);
            fields.add(new Field(
                    field.path("name").asText(),
                    avroType(type),
                    field.path("required").asBoolean(false),
                    field.path("maxBytes").asInt(0),
                    ""));
        }
        return new Stage("event (sale.avsc)", fields);
    }

    private static String avroType(JsonNode type) {
        String name = type.path("logicalType").asText(type.path("type").asText(type.asText()));
        return switch (name) {
            case "string" -> "text";
            case "timestamp-micros" -> "timestamp";
            case "decimal" -> "decimal(" + type.path("precision") + "," + type.path("scale") + ")";
            default -> name;
        };
    }

    /** The columns in the footer of the first Parquet file below a directory, in a directory of the given name if one is given. */
    static Stage footer(String name, Path directory, String in) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path file = files.filter(f -> f.toString().endsWith(".parquet"))
                    .filter(f -> in.isEmpty()
                            || f.getParent().getFileName().toString().equals(in))
                    .min(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError(name + ": no Parquet file in " + directory));
            try (ParquetFileReader reader = ParquetFileReader.open(
                    new LocalInputFile(file),
                    ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
                return new Stage(
                        name,
                        reader.getFileMetaData().getSchema().getFields().stream()
                                .map(Stages::parquetField)
                                .toList());
            }
        }
    }

    private static Field parquetField(Type field) {
        boolean required = field.isRepetition(Type.Repetition.REQUIRED);
        if (!field.isPrimitive()) {
            return new Field(field.getName(), "map", required, 0, "group");
        }
        PrimitiveType type = field.asPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        String physical = type.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT)
                + (type.getTypeLength() > 0 ? "(" + type.getTypeLength() + ")" : "");
        return new Field(field.getName(), parquetType(physical, logical), required, 0, physical);
    }

    private static String parquetType(String physical, LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        String annotated = logical == null ? "" : logical.toString();
        return switch (physical + " " + annotated) {
            case "binary STRING" -> "text";
            case "binary " -> "binary";
            case "int32 " -> "int";
            case "int32 DATE" -> "date";
            case "int64 " -> "bigint";
            case "boolean " -> "boolean";
            case "int96 ", "int64 TIMESTAMP(MICROS,true)" -> "timestamp";
            default -> physical + " " + annotated;
        };
    }

    /** The columns of an Iceberg table from its newest metadata file. */
    static Stage iceberg(String name, Path table) throws IOException {
        try (Stream<Path> files = Files.list(table.resolve("metadata"))) {
            Path newest = files.filter(f -> f.toString().endsWith(".metadata.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError(name + ": no metadata in " + table));
            JsonNode metadata = read(newest);
            JsonNode schema = StreamSupport.stream(metadata.path("schemas").spliterator(), false)
                    .filter(s -> s.path("schema-id").equals(metadata.path("current-schema-id")))
                    .findFirst()
                    .orElseThrow();
            List<Field> fields = new ArrayList<>();
            for (JsonNode field : schema.path("fields")) {
                fields.add(new Field(
                        field.path("name").asText(),
                        icebergType(field.path("type")),
                        field.path("required").asBoolean(),
                        0,
                        ""));
            }
            return new Stage(name, fields);
        }
    }

    private static JsonNode read(Path metadata) throws IOException {
        try (InputStream file = Files.newInputStream(metadata);
                InputStream text =
                        metadata.toString().endsWith(".gz.metadata.json") ? new GZIPInputStream(file) : file) {
            return JSON.readTree(text);
        }
    }

    private static String icebergType(JsonNode type) {
        String name = type.isObject() ? type.path("type").asText() : type.asText();
        return switch (name) {
            case "string" -> "text";
            case "long" -> "bigint";
            case "timestamptz" -> "timestamp";
            default -> name.replace(", ", ",");
        };
    }

    /** The columns of a table in the warehouse, from the metadata of a result. */
    static Stage warehouse(String name, List<ColumnMetadata> columns) {
        return new Stage(name, columns.stream().map(Stages::warehouseField).toList());
    }

    private static Field warehouseField(ColumnMetadata column) {
        boolean text = column.typeName().equals("varchar");
        String type = switch (column.typeName()) {
            case "varchar" -> "text";
            case "int4" -> "int";
            case "int8" -> "bigint";
            case "bool" -> "boolean";
            case "numeric" -> "decimal(" + column.precision() + "," + column.scale() + ")";
            default -> column.typeName();
        };
        return new Field(column.name(), type, column.nullable() == 0, text ? column.precision() : 0, "");
    }
}
