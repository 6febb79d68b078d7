package io.tillstream.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.stage.StagingDirectory;
import io.tillstream.writer.stage.StagingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of every kind, in pages and row groups of every kind, read back by parquet-java. */
class BronzeParquetWriterTest {
    private static final ChainId CHAIN = new ChainId("sales_events", "q7Vn0tZqQ0-h_1DXc3yGkA", 7);
    private static final int ROWS = 40_000;

    @TempDir
    Path directory;

    private final Random random = new Random(4);
    private final List<Sale> sales = new ArrayList<>();
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
    void everyValueComesBackFromPagesOfEveryEncoding() throws IOException {
        Path file = write(17_000);
        List<Group> rows = ParquetFiles.rows(file);
        assertThat(rows).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            Sale read = sale(rows.get(i));
            if (!read.equals(sales.get(i))) {
                assertThat(read).as("row " + i).isEqualTo(sales.get(i));
            }
            assertThat(rows.get(i).getLong("kafka_offset", 0)).isEqualTo(3L * i);
        }
    }

    @Test
    void columnsUseTheEncodingThatPays() throws IOException {
        try (ParquetFileReader file = ParquetFiles.open(write(ROWS))) {
            assertThat(file.getRowGroups()).hasSize(1);
            assertThat(encodings(file, "kafka_offset")).contains(Encoding.DELTA_BINARY_PACKED);
            assertThat(encodings(file, "order_ts")).contains(Encoding.DELTA_BINARY_PACKED);
            assertThat(encodings(file, "channel")).contains(Encoding.RLE_DICTIONARY);
            assertThat(encodings(file, "quantity")).contains(Encoding.RLE_DICTIONARY);
            assertThat(encodings(file, "event_id")).doesNotContain(Encoding.RLE_DICTIONARY);
            assertThat(encodings(file, "tax"))
                    .as("all differ: shown by the first page")
                    .doesNotContain(Encoding.RLE_DICTIONARY);
            assertThat(encodings(file, "customer_name"))
                    .as("the same for texts")
                    .doesNotContain(Encoding.RLE_DICTIONARY);
            assertThat(encodings(file, "product_name"))
                    .as("a dictionary that is full later")
                    .contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
        }
    }

    @Test
    void statisticsAreThoseOfTheValues() throws IOException {
        try (ParquetFileReader file = ParquetFiles.open(write(17_000))) {
            int first = 0;
            for (BlockMetaData rowGroup : file.getRowGroups()) {
                List<Sale> part = sales.subList(first, first + (int) rowGroup.getRowCount());
                for (ColumnChunkMetaData column : rowGroup.getColumns()) {
                    SaleField.named(column.getPath().toDotString())
                            .ifPresent(field -> assertStatistics(column.getStatistics(), field, part));
                }
                first += part.size();
            }
            assertThat(first).isEqualTo(ROWS);
        }
    }

    @Test
    void everyColumnButTheRawBytesHasAnIndexOfItsPages() throws IOException {
        try (ParquetFileReader file = ParquetFiles.open(write(ROWS))) {
            for (ColumnChunkMetaData column : file.getRowGroups().get(0).getColumns()) {
                String name = column.getPath().toDotString();
                assertThat(file.readOffsetIndex(column)).as(name).isNotNull();
                ColumnIndex index = file.readColumnIndex(column);
                if (name.equals("_corrupt_record")) {
                    assertThat(index.getNullPages()).as(name).doesNotContain(false);
                } else {
                    assertThat(index.getNullCounts().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .as(name)
                            .isEqualTo(column.getStatistics().getNumNulls());
                }
            }
        }
    }

    @Test
    void aRecordLargerThanAPagePassesAndItsMemoryIsGivenBack() throws IOException {
        byte[] large = new byte[12 * 1024 * 1024];
        random.nextBytes(large);
        StagingFile file = staging.create(CHAIN);
        file.append(0, 0, "{\"event_id\":\"before\"}".getBytes(StandardCharsets.UTF_8));
        file.append(1, 0, large);
        file.append(2, 0, "{\"event_id\":\"behind\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(file.heldBytes()).isGreaterThan(large.length);
        file.spill();
        assertThat(file.heldBytes()).isLessThan(100_000);
        assertThat(file.bytes()).isGreaterThan(large.length);
        List<Group> rows = ParquetFiles.rows(file.close().file());
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).getBinary("_corrupt_record", 0).getBytes()).isEqualTo(large);
        assertThat(rows.get(2).getString("event_id", 0)).isEqualTo("behind");
    }

    /** Writes rows of which some columns are always absent, some always there, some sometimes. */
    private Path write(int rowsOfARowGroup) {
        StagingFile file = staging.create(CHAIN);
        SaleEncoder encoder = new SaleEncoder();
        for (int i = 0; i < ROWS; i++) {
            Sale sale = sale(i);
            sales.add(sale);
            file.append(3L * i, 1_700_000_000_000L + i, encoder.encode(sale));
            if ((i + 1) % rowsOfARowGroup == 0) {
                file.spill();
            }
        }
        return file.close().file();
    }

    private Sale sale(int i) {
        Sale sale = new Sale();
        sale.set(SaleField.EVENT_ID, "event-" + random.nextLong());
        sale.set(SaleField.ORDER_ID, "order-" + i / 3);
        sale.set(SaleField.ORDER_TS, 1_700_000_000_000_000L + 1_000L * i + random.nextInt(5_000));
        sale.set(SaleField.CHANNEL, random.nextInt(3) == 0 ? "web" : "störe");
        sale.set(SaleField.QUANTITY, (random.nextInt(9) - 2) * 1_000_000L);
        sale.set(SaleField.TAX, random.nextLong() % 1_000_000_000_000_000_000L);
        sale.set(SaleField.CUSTOMER_NAME, Long.toString(random.nextLong(), 36));
        // Few different ones at first, then so many long ones that a dictionary is full.
        sale.set(SaleField.PRODUCT_NAME, "product " + (i < 9_000 ? i % 5 : i) + "-".repeat(i < 9_000 ? 0 : 90));
        sale.set(SaleField.CITY, i < ROWS / 2 ? "" : "City " + random.nextInt(300));
        if (random.nextInt(3) == 0) {
            sale.set(SaleField.CUSTOMER_ID, "C-" + random.nextInt(2_000));
            sale.set(SaleField.LINE_NUMBER, random.nextInt(5));
            sale.set(SaleField.SHIP_DATE, random.nextInt(20_000) - 10_000);
        }
        if (i >= 20_000 && i < 20_010) {
            sale.set(SaleField.ORDER_PRIORITY, "rare");
            sale.set(SaleField.PROFIT, -i);
        }
        for (int extras = i % 1_000 < 20 ? random.nextInt(4) : 0; extras > 0; extras--) {
            sale.extras().put("name " + extras, "text " + random.nextInt(50));
        }
        return sale;
    }

    private static Sale sale(Group row) {
        Sale sale = new Sale();
        for (SaleField field : SaleField.values()) {
            String name = field.fieldName();
            if (row.getFieldRepetitionCount(name) > 0) {
                switch (field.type()) {
                    case TEXT -> sale.set(field, row.getString(name, 0));
                    case INT, DATE -> sale.set(field, row.getInteger(name, 0));
                    case DECIMAL, TIMESTAMP -> sale.set(field, row.getLong(name, 0));
                }
            }
        }
        if (row.getFieldRepetitionCount("extras") > 0) {
            Group extras = row.getGroup("extras", 0);
            for (int i = 0; i < extras.getFieldRepetitionCount("key_value"); i++) {
                Group extra = extras.getGroup("key_value", i);
                sale.extras().put(extra.getString("key", 0), extra.getString("value", 0));
            }
        }
        return sale;
    }

    private static java.util.Set<Encoding> encodings(ParquetFileReader file, String name) {
        Map<String, java.util.Set<Encoding>> encodings = new HashMap<>();
        file.getRowGroups()
                .get(0)
                .getColumns()
                .forEach(column -> encodings.put(column.getPath().toDotString(), column.getEncodings()));
        return encodings.get(name);
    }

    private static void assertStatistics(Statistics<?> statistics, SaleField field, List<Sale> part) {
        List<Sale> present = part.stream().filter(sale -> sale.has(field)).toList();
        assertThat(statistics.getNumNulls()).as(field.fieldName()).isEqualTo(part.size() - present.size());
        if (present.isEmpty()) {
            assertThat(statistics.hasNonNullValue()).as(field.fieldName()).isFalse();
        } else if (field.type() == FieldType.TEXT) {
            List<byte[]> texts = present.stream()
                    .map(sale -> sale.text(field).getBytes(StandardCharsets.UTF_8))
                    .toList();
            String first = new String(Collections.min(texts, Arrays::compareUnsigned), StandardCharsets.UTF_8);
            String last = new String(Collections.max(texts, Arrays::compareUnsigned), StandardCharsets.UTF_8);
            // Readers get 64 bytes of it: a smallest text may be shortened; a greatest one is then made greater.
            String min = new String(statistics.getMinBytes(), StandardCharsets.UTF_8);
            String max = new String(statistics.getMaxBytes(), StandardCharsets.UTF_8);
            assertThat(first).as(field.fieldName()).startsWith(min);
            assertThat(max.compareTo(last)).as(field.fieldName()).isNotNegative();
        } else {
            long min =
                    present.stream().mapToLong(sale -> sale.number(field)).min().orElseThrow();
            long max =
                    present.stream().mapToLong(sale -> sale.number(field)).max().orElseThrow();
            assertThat(((Number) statistics.genericGetMin()).longValue())
                    .as(field.fieldName())
                    .isEqualTo(min);
            assertThat(((Number) statistics.genericGetMax()).longValue())
                    .as(field.fieldName())
                    .isEqualTo(max);
        }
    }
}
