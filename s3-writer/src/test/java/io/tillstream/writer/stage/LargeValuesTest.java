package io.tillstream.writer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.ChainId;
import io.tillstream.writer.parquet.ParquetFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an open file holds in memory follows neither from the size of a value nor from how well it compresses. */
class LargeValuesTest {
    private static final ChainId CHAIN = new ChainId("sales_events", "q7Vn0tZqQ0-h_1DXc3yGkA", 0);
    private static final int MEBI = 1024 * 1024;

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
    void longTextsExtrasAndRawBytesEndAPage() {
        for (String value : List.of(
                "{\"event_id\":\"%d\",\"product_name\":\"%s\"}",
                "{\"event_id\":\"%d\",\"note\":\"%s\"}", "{\"event_id\":\"%d\",\"%s\":\"\"}", "%d %s")) {
            StagingFile file = staging.create(CHAIN);
            for (int i = 0; i < 30; i++) {
                append(file, i, value.formatted(i, text(i, MEBI)));
                assertThat(file.heldBytes()).as(value + " number " + i).isLessThan(12L * MEBI);
            }
            file.discard();
        }
    }

    @Test
    void theElementsOfALongArrayShareAPage() throws IOException {
        StagingFile file = staging.create(CHAIN);
        append(
                file,
                0,
                IntStream.range(0, 3_000)
                        .mapToObj(i -> "{\"event_id\":\"%d\",\"product_name\":\"%s\"}".formatted(i, text(i, 300)))
                        .collect(Collectors.joining(",", "[", "]")));
        try (ParquetFileReader reader = ParquetFiles.open(file.close().file())) {
            assertThat(reader.readOffsetIndex(column(reader, "event_id")).getPageCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void aTextTooLongToSearchByIsNoStatistic() throws IOException {
        StagingFile file = staging.create(CHAIN);
        for (int i = 0; i < 3; i++) {
            append(
                    file,
                    i,
                    "{\"event_id\":\"%s\",\"source\":\"%s\",\"product_name\":\"%s\",\"note\":\"%s\"}"
                            .formatted(text(i, 1_025), text(i, 1_024), text(i, i * 1_000), text(i, i * 1_000)));
        }
        Path written = file.close().file();
        try (ParquetFileReader reader = ParquetFiles.open(written)) {
            for (String name : List.of("event_id", "product_name", "extras.key_value.value")) {
                ColumnChunkMetaData column = column(reader, name);
                assertThat(column.getStatistics().hasNonNullValue()).as(name).isFalse();
                assertThat(reader.readColumnIndex(column)).as(name).isNull();
            }
            for (String name : List.of("source", "extras.key_value.key")) {
                ColumnChunkMetaData column = column(reader, name);
                assertThat(column.getStatistics().hasNonNullValue()).as(name).isTrue();
                assertThat(reader.readColumnIndex(column)).as(name).isNotNull();
            }
        }
        List<Group> rows = ParquetFiles.rows(written);
        assertThat(rows).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(rows.get(i).getString("event_id", 0)).isEqualTo(text(i, 1_025));
            assertThat(rows.get(i).getString("product_name", 0)).isEqualTo(text(i, i * 1_000));
        }
    }

    /** Statistics that left a page out would hide its rows from whoever searches by them. */
    @Test
    void onePageWithoutStatisticsIsAColumnWithout() throws IOException {
        StagingFile file = staging.create(CHAIN);
        for (int i = 0; i < 3; i++) {
            append(
                    file,
                    i,
                    "{\"event_id\":\"%d\",\"product_name\":\"%s\"}".formatted(i, text(i, i == 1 ? 5 * MEBI : 3)));
        }
        try (ParquetFileReader reader = ParquetFiles.open(file.close().file())) {
            ColumnChunkMetaData column = column(reader, "product_name");
            assertThat(reader.readOffsetIndex(column).getPageCount()).isGreaterThan(1);
            assertThat(column.getStatistics().hasNonNullValue()).isFalse();
            assertThat(reader.readColumnIndex(column)).isNull();
        }
    }

    private static ColumnChunkMetaData column(ParquetFileReader file, String name) {
        return file.getRowGroups().get(0).getColumns().stream()
                .filter(column -> column.getPath().toDotString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void append(StagingFile file, long offset, String value) {
        file.append(offset, 0, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(int number, int length) {
        return (char) ('a' + number % 26) + "x".repeat(Math.max(0, length - 1));
    }
}
