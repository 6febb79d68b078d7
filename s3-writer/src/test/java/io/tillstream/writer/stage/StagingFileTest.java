package io.tillstream.writer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.chain.OffsetRange;
import io.tillstream.writer.parquet.ParquetFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFileTest {
    private static final ChainId CHAIN = new ChainId("sales_events", "q7Vn0tZqQ0-h_1DXc3yGkA", 7);

    @TempDir
    Path directory;

    private StagingDirectory staging;

    @BeforeEach
    void open() {
        staging = StagingDirectory.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        staging.close();
    }

    @Test
    void everyFieldComesBackAsItsContractSays() throws IOException {
        StagingFile file = staging.create(CHAIN);
        Sale sale = fullSale();
        file.append(41, 1_700_000_000_123L, new SaleEncoder().encode(sale));
        StagedObject staged = file.close();

        Group row = ParquetFiles.rows(staged.file()).get(0);
        assertThat(row.getString("topic_id", 0)).isEqualTo(CHAIN.topicId());
        assertThat(row.getInteger("kafka_partition", 0)).isEqualTo(7);
        assertThat(row.getLong("kafka_offset", 0)).isEqualTo(41);
        assertThat(row.getInteger("record_index", 0)).isZero();
        assertThat(row.getLong("kafka_timestamp", 0)).isEqualTo(1_700_000_000_123_000L);
        for (SaleField field : SaleField.values()) {
            String name = field.fieldName();
            switch (field.type()) {
                case TEXT -> assertThat(row.getString(name, 0)).isEqualTo(sale.text(field));
                case INT, DATE -> assertThat(row.getInteger(name, 0)).isEqualTo((int) sale.number(field));
                case DECIMAL, TIMESTAMP -> assertThat(row.getLong(name, 0)).isEqualTo(sale.number(field));
            }
        }
        assertThat(row.getLong("unit_price", 0)).isEqualTo(12_345_678_901_000_001L);
        Group extras = row.getGroup("extras", 0);
        assertThat(extras.getFieldRepetitionCount("key_value")).isEqualTo(2);
        assertThat(extras.getGroup("key_value", 0).getString("key", 0)).isEqualTo("coupon");
        assertThat(extras.getGroup("key_value", 0).getString("value", 0)).isEqualTo("ÄÖ€😀");
        assertThat(extras.getGroup("key_value", 1).getString("key", 0)).isEqualTo("till");
        assertThat(row.getFieldRepetitionCount("_corrupt_record")).isZero();
    }

    @Test
    void whatASaleDoesNotHaveIsNull() throws IOException {
        StagingFile file = staging.create(CHAIN);
        file.append(0, 0, "{\"event_id\":\"a\"}".getBytes(StandardCharsets.UTF_8));
        Group row = ParquetFiles.rows(file.close().file()).get(0);
        for (SaleField field : SaleField.values()) {
            assertThat(row.getFieldRepetitionCount(field.fieldName())).isEqualTo(field == SaleField.EVENT_ID ? 1 : 0);
        }
        assertThat(row.getFieldRepetitionCount("extras")).isZero();
    }

    @Test
    void whatIsNotASaleKeepsItsBytesAndCoordinates() throws IOException {
        byte[] noise = new byte[300];
        new Random(7).nextBytes(noise);
        StagingFile file = staging.create(CHAIN);
        file.append(5, 1, noise);
        file.append(6, 1, null);
        file.append(9, 1, "[{\"event_id\":\"a\"}, 17, {\"quantity\":\"many\"}]".getBytes(StandardCharsets.UTF_8));
        file.append(10, 1, "[]".getBytes(StandardCharsets.UTF_8));
        StagedObject staged = file.close();

        List<Group> rows = ParquetFiles.rows(staged.file());
        assertThat(rows).hasSize(6);
        assertThat(staged.records()).isEqualTo(4);
        assertThat(staged.rows()).isEqualTo(6);
        assertThat(rows.get(0).getBinary("_corrupt_record", 0).getBytes()).isEqualTo(noise);
        assertReason(rows.get(0), 5, 0, CorruptReason.NOT_JSON);
        assertThat(rows.get(1).getBinary("_corrupt_record", 0).length()).isZero();
        assertReason(rows.get(1), 6, 0, CorruptReason.EMPTY_VALUE);
        assertThat(rows.get(2).getString("event_id", 0)).isEqualTo("a");
        assertThat(rows.get(3).getBinary("_corrupt_record", 0).toStringUsingUTF8())
                .isEqualTo("17");
        assertReason(rows.get(3), 9, 1, CorruptReason.NOT_OBJECT);
        assertReason(rows.get(4), 9, 2, CorruptReason.WRONG_TYPE);
        assertThat(rows.get(4).getString("_corrupt_detail", 0)).contains("quantity");
        assertReason(rows.get(5), 10, 0, CorruptReason.EMPTY_ARRAY);
    }

    @Test
    void theSchemaIsTheOneInTheContract() throws IOException {
        StringBuilder contract = new StringBuilder("message bronze {"
                + " required binary topic_id (STRING); required int32 kafka_partition; required int64 kafka_offset;"
                + " required int32 record_index; required int64 kafka_timestamp (TIMESTAMP(MICROS,true));");
        for (SaleField field : SaleField.values()) {
            contract.append(" optional ").append(contractType(field.type()).formatted(field.fieldName()));
        }
        contract.append(" optional group extras (MAP) { repeated group key_value {"
                + " required binary key (STRING); required binary value (STRING); } }"
                + " optional binary _corrupt_record; optional binary _corrupt_reason (STRING);"
                + " optional binary _corrupt_detail (STRING); }");
        MessageType expected = MessageTypeParser.parseMessageType(contract.toString());
        assertThat(ParquetFiles.schema(staging.create(CHAIN).close().file())).isEqualTo(expected);
    }

    @Test
    void aFileWithoutRecordsIsAValidParquetFileWithoutRows() throws IOException {
        StagedObject staged = staging.create(CHAIN).close();
        assertThat(ParquetFiles.rows(staged.file())).isEmpty();
        assertThat(staged.eventTimes()).isEqualTo(EventTimes.NONE);
    }

    @Test
    void theCountsAndEventTimesDescribeTheObject() {
        StagingFile file = staging.create(CHAIN);
        file.append(100, 0, "{\"order_ts\":\"2026-03-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8));
        file.append(103, 0, "{\"order_ts\":\"2026-02-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8));
        file.append(104, 0, "x".getBytes(StandardCharsets.UTF_8));
        BronzeObject object = file.close().describe(new OffsetRange(100, 109, Kind.RANGE, 4));
        assertThat(object.records()).isEqualTo(3);
        assertThat(object.holes()).isEqualTo(7);
        assertThat(object.leaderEpoch()).isEqualTo(4);
        assertThat(object.eventTimes())
                .isEqualTo(new EventTimes(
                        Instant.parse("2026-02-01T00:00:00Z").getEpochSecond() * 1_000_000,
                        Instant.parse("2026-03-01T00:00:00Z").getEpochSecond() * 1_000_000));
    }

    @Test
    void aTimestampThatNoReaderCouldShowIsMovedToTheNearestThatItCan() throws IOException {
        StagingFile file = staging.create(CHAIN);
        file.append(0, Long.MAX_VALUE, null);
        file.append(1, Long.MIN_VALUE, null);
        List<Group> rows = ParquetFiles.rows(file.close().file());
        assertThat(rows.get(0).getLong("kafka_timestamp", 0)).isEqualTo(253_402_300_799_999_000L);
        assertThat(rows.get(1).getLong("kafka_timestamp", 0)).isEqualTo(-62_135_596_800_000_000L);
    }

    @Test
    void manyRowsAcrossPagesComeBackInOrder() throws IOException {
        StagingFile file = staging.create(CHAIN);
        SaleEncoder encoder = new SaleEncoder();
        Sale sale = fullSale();
        for (int i = 0; i < 30_000; i++) {
            file.append(i, i, encoder.encode(sale.set(SaleField.EVENT_ID, "event-" + i)));
        }
        assertThat(file.bytes()).isPositive();
        List<Group> rows = ParquetFiles.rows(file.close().file());
        assertThat(rows).hasSize(30_000);
        for (int i = 0; i < rows.size(); i += 997) {
            assertThat(rows.get(i).getLong("kafka_offset", 0)).isEqualTo(i);
            assertThat(rows.get(i).getString("event_id", 0)).isEqualTo("event-" + i);
        }
    }

    @Test
    void aDiscardedFileIsGone() throws IOException {
        StagingFile file = staging.create(CHAIN);
        file.append(0, 0, null);
        file.discard();
        assertThat(stagingFiles()).isEmpty();
    }

    @Test
    void oldFilesAreRemovedAtStart() throws IOException {
        staging.create(CHAIN).append(0, 0, null);
        staging.close();
        assertThat(stagingFiles()).isNotEmpty();
        staging = StagingDirectory.open(directory);
        assertThat(stagingFiles()).isEmpty();
    }

    @Test
    void twoWritersDoNotShareADirectory() {
        assertThatThrownBy(() -> StagingDirectory.open(directory))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("--staging-dir");
    }

    @Test
    void aFullDiskSaysWhatToDo() throws IOException {
        // A device that takes no byte; the error comes at the latest when the file is closed.
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full on this machine");
        Files.createSymbolicLink(directory.resolve("7-0.staging"), full);
        StagingFile file = staging.create(CHAIN);
        file.append(0, 0, null);
        assertThatThrownBy(file::close)
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("No space left")
                .hasMessageContaining("Nothing is lost")
                .hasMessageContaining("--staging-dir");
    }

    private List<Path> stagingFiles() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".staging")).toList();
        }
    }

    private static void assertReason(Group row, long offset, int index, CorruptReason reason) {
        assertThat(row.getLong("kafka_offset", 0)).isEqualTo(offset);
        assertThat(row.getInteger("record_index", 0)).isEqualTo(index);
        assertThat(row.getString("_corrupt_reason", 0)).isEqualTo(reason.code());
    }

    private static String contractType(FieldType type) {
        return switch (type) {
            case TEXT -> "binary %s (STRING);";
            case INT -> "int32 %s;";
            case DECIMAL -> "int64 %s (DECIMAL(18,6));";
            case TIMESTAMP -> "int64 %s (TIMESTAMP(MICROS,true));";
            case DATE -> "int32 %s (DATE);";
        };
    }

    private static Sale fullSale() {
        Sale sale = new Sale();
        int number = 1;
        for (SaleField field : SaleField.values()) {
            switch (field.type()) {
                case TEXT -> sale.set(field, field.fieldName() + " ü€😀");
                case INT -> sale.set(field, number);
                case DECIMAL -> sale.set(field, BigDecimal.valueOf(-number * 1_000_001L, 6));
                case TIMESTAMP ->
                    sale.set(field, Instant.parse("2026-11-20T10:00:00Z").getEpochSecond() * 1_000_000 + 1);
                case DATE -> sale.set(field, LocalDate.of(1999, 12, 31).toEpochDay());
            }
            number++;
        }
        sale.set(SaleField.UNIT_PRICE, new BigDecimal("12345678901.000001"));
        sale.extras().put("till", "3");
        sale.extras().put("coupon", "ÄÖ€😀");
        return sale;
    }
}
