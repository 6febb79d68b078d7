package io.tillstream.glue.loadset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.glue.gold.GoldFixture;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.lake.BatchFile;
import io.tillstream.lake.DateKeys;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Applies load sets as the loader does, to tables in memory, and checks every count that a set states. */
final class WarehouseReplica {
    static final String BUCKET = "test-lake";

    private final SparkSession spark;
    private final FileObjectStore store;
    private final Map<GoldTable, List<Row>> tables = new EnumMap<>(GoldTable.class);
    private long loaded;
    private long batchNo;

    WarehouseReplica(GoldFixture gold) {
        this(gold.lake().spark(), gold.store());
    }

    WarehouseReplica(SparkSession spark, FileObjectStore store) {
        this.spark = spark;
        this.store = store;
        for (GoldTable table : GoldTable.values()) {
            tables.put(table, new ArrayList<>());
        }
    }

    void load(BatchFile set) {
        assertThat(set.number()).isEqualTo(loaded + 1);
        assertThat(set.batchNo().from()).isEqualTo(batchNo);
        for (BatchFile.Table load : set.tables()) {
            apply(load);
        }
        assertThat(tables.get(GoldTable.FACT_SALES)).hasSize((int) set.fact().rows());
        loaded = set.number();
        batchNo = set.batchNo().to();
    }

    List<String> rows(GoldTable table) {
        return tables.get(table).stream()
                .map(row -> row.mkString(" | "))
                .sorted()
                .toList();
    }

    private void apply(BatchFile.Table load) {
        GoldTable table = Arrays.stream(GoldTable.values())
                .filter(candidate -> candidate.tableName().equals(load.name()))
                .findFirst()
                .orElseThrow();
        List<Row> staged = load.manifest().isEmpty() ? List.of() : staged(load.manifest(), table);
        assertThat(staged).as(load.name()).hasSize((int) (load.rowsInserted() + load.deletions()));
        List<Row> inserted =
                staged.stream().filter(row -> row.<Long>getAs("batch_no") > 0).toList();
        assertThat(inserted).as(load.name() + " inserted").hasSize((int) load.rowsInserted());
        List<Row> rows = tables.get(table);
        int before = rows.size();
        if (load.operation() == LoadOperation.REPLACE) {
            Set<List<Object>> keys = new HashSet<>();
            staged.forEach(row -> keys.add(key(row, load.key())));
            rows.removeIf(row -> keys.contains(key(row, load.key())) && isWithin(row, load.dateKeys()));
        }
        for (int day : load.deletedKeys()) {
            assertThat(rows.removeIf(row -> row.getInt(row.fieldIndex("date_key")) == day))
                    .isTrue();
        }
        assertThat(staged).allMatch(row -> isWithin(row, load.dateKeys()));
        assertThat(before - rows.size()).as(load.name() + " deleted").isEqualTo((int) load.rowsDeleted());
        rows.addAll(inserted);
    }

    private List<Row> staged(String manifestKey, GoldTable table) {
        Manifest manifest = Manifest.fromJson(store.read(manifestKey).orElseThrow());
        List<String> files = new ArrayList<>();
        for (Manifest.Entry entry : manifest.entries()) {
            assertThat(entry.url()).startsWith("s3://" + BUCKET + "/loads/");
            assertThat(entry.mandatory()).isTrue();
            Path file = store.file(entry.url().substring(("s3://" + BUCKET + "/").length()));
            assertThat(size(file)).isEqualTo(entry.contentLength());
            files.add(file.toString());
        }
        return spark.read()
                .parquet(files.toArray(String[]::new))
                .selectExpr(table.columnNames())
                .collectAsList();
    }

    /** The loader looks at no other days, so the bounds must hold. */
    private static boolean isWithin(Row row, Optional<DateKeys> days) {
        if (days.isEmpty()) {
            return true;
        }
        return days.get().contains(row.getInt(row.fieldIndex("date_key")));
    }

    private static List<Object> key(Row row, List<String> columns) {
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(row.fieldIndex(column))));
        return values;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
