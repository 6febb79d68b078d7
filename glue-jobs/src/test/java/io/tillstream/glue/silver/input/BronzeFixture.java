package io.tillstream.glue.silver.input;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.CorruptReason;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.lake.ChainId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes Bronze objects as docs/reference/contracts.md, section 2, has them, with parquet-java and not with Spark: so the types on
 * disk are the contract's and carry none of Spark's own marks.
 */
public final class BronzeFixture {
    public static final String TOPIC = "sales_events";
    public static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(schema());

    private final FileObjectStore store;
    private final Map<ChainId, Long> ends = new HashMap<>();

    public BronzeFixture(FileObjectStore store) {
        this.store = store;
    }

    /** One Kafka record of one row: a sale, or what did not parse. */
    public record Value(Sale sale, byte[] corrupt, CorruptReason reason, String detail) {
        public static Value of(Sale sale) {
            return new Value(new Sale().copyFrom(sale), null, null, null);
        }

        public static Value corrupt(String bytes, CorruptReason reason, String detail) {
            return new Value(null, bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8), reason, detail);
        }
    }

    public static ChainId partition(int number) {
        return new ChainId(TOPIC, TOPIC_ID, number);
    }

    /** Appends one object of these sales to partition 0's chain, one record each, and returns its key. */
    public String append(Sale... sales) {
        return append(partition(0), Arrays.stream(sales).map(Value::of).toList());
    }

    /** Appends one object to a chain, one record for each value, and returns its key. */
    public String append(ChainId partition, List<Value> values) {
        long first = ends.getOrDefault(partition, 0L);
        String key = partition.key(first);
        write(partition, first, values, key);
        describe(key, first, values.size(), values.size());
        ends.put(partition, first + values.size());
        return key;
    }

    /** Appends a range of offsets that are not records. */
    public String appendHoles(ChainId partition, long count) {
        long first = ends.getOrDefault(partition, 0L);
        String key = partition.key(first);
        write(partition, first, List.of(), key);
        describe(key, first, 0, count);
        ends.put(partition, first + count);
        return key;
    }

    /** Appends a gap: offsets that nobody can read any more. */
    public String appendGap(ChainId partition, long count) {
        String key = appendHoles(partition, count);
        Map<String, String> metadata =
                new HashMap<>(store.head(key).orElseThrow().metadata());
        metadata.putAll(Map.of("kind", "gap", "gaps", "" + count, "holes", "0"));
        store.setMetadata(key, metadata);
        return key;
    }

    /** Puts another object's bytes in the place of one, whose key and metadata stay, as only a fault could. */
    public void exchange(String key, String other) {
        try {
            // Hadoop's local file system keeps a checksum beside each file that it wrote.
            Path file = new Path(store.file(key).toUri());
            java.nio.file.Files.deleteIfExists(store.file(key).resolveSibling("." + file.getName() + ".crc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.put(key, store.read(other).orElseThrow());
    }

    /** Makes the chain go on elsewhere than it ended, as a fault would. */
    public void skip(ChainId partition, long offsets) {
        ends.merge(partition, offsets, Long::sum);
    }

    private void describe(String key, long first, long rows, long covered) {
        store.setMetadata(
                key,
                Map.of(
                        "first-offset", "" + first,
                        "last-offset", "" + (first + covered - 1),
                        "records", "" + rows,
                        "holes", "" + (covered - rows),
                        "gaps", "0",
                        "rows", "" + rows,
                        "kind", "range",
                        "leader-epoch", "0",
                        "schema-version", "1"));
    }

    private void write(ChainId partition, long first, List<Value> values, String key) {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                        new Path(store.file(key).toUri()))
                .withConf(configuration)
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (int i = 0; i < values.size(); i++) {
                writer.write(group(partition, first + i, values.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Group group(ChainId partition, long offset, Value value) {
        SimpleGroup group = new SimpleGroup(SCHEMA);
        group.add(BronzeColumns.TOPIC_ID, partition.topicId());
        group.add(BronzeColumns.KAFKA_PARTITION, partition.partition());
        group.add(BronzeColumns.KAFKA_OFFSET, offset);
        group.add(BronzeColumns.RECORD_INDEX, 0);
        group.add(BronzeColumns.KAFKA_TIMESTAMP, 1_770_000_000_000_000L + offset);
        if (value.sale() == null) {
            group.add(BronzeColumns.CORRUPT_RECORD, Binary.fromConstantByteArray(value.corrupt()));
            group.add(BronzeColumns.CORRUPT_REASON, value.reason().code());
            group.add(BronzeColumns.CORRUPT_DETAIL, value.detail());
            return group;
        }
        for (SaleField field : SaleField.values()) {
            if (value.sale().has(field)) {
                switch (field.type()) {
                    case TEXT -> group.add(field.fieldName(), value.sale().text(field));
                    case INT, DATE ->
                        group.add(field.fieldName(), (int) value.sale().number(field));
                    case DECIMAL, TIMESTAMP ->
                        group.add(field.fieldName(), value.sale().number(field));
                }
            }
        }
        if (!value.sale().extras().isEmpty()) {
            Group map = group.addGroup(SalesSchema.EXTRAS);
            value.sale().extras().forEach((name, text) -> {
                Group entry = map.addGroup("key_value");
                entry.add("key", name);
                entry.add("value", text);
            });
        }
        return group;
    }

    private static String schema() {
        StringBuilder schema = new StringBuilder("message bronze {"
                + " required binary topic_id (STRING); required int32 kafka_partition; required int64 kafka_offset;"
                + " required int32 record_index; required int64 kafka_timestamp (TIMESTAMP(MICROS,true));");
        for (SaleField field : SaleField.values()) {
            schema.append(" optional ")
                    .append(
                            switch (field.type()) {
                                case TEXT -> "binary " + field.fieldName() + " (STRING);";
                                case INT -> "int32 " + field.fieldName() + ";";
                                case DECIMAL -> "int64 " + field.fieldName() + " (DECIMAL(18,6));";
                                case TIMESTAMP -> "int64 " + field.fieldName() + " (TIMESTAMP(MICROS,true));";
                                case DATE -> "int32 " + field.fieldName() + " (DATE);";
                            });
        }
        return schema.append(" optional group extras (MAP) { repeated group key_value {"
                        + " required binary key (STRING); optional binary value (STRING); } }"
                        + " optional binary _corrupt_record; optional binary _corrupt_reason (STRING);"
                        + " optional binary _corrupt_detail (STRING); }")
                .toString();
    }
}
