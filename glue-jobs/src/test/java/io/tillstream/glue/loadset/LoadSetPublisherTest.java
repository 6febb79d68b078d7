package io.tillstream.glue.loadset;

import static io.tillstream.glue.gold.TestSale.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.gold.GoldFixture;
import io.tillstream.glue.gold.GoldRun;
import io.tillstream.glue.gold.GoldState;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.gold.TestSale;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.lake.BatchFile;
import io.tillstream.lake.DateKeys;
import io.tillstream.lake.FactTotals;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.Manifest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load sets (invariant 6), read back and applied as the warehouse's loader does. */
class LoadSetPublisherTest {
    @TempDir
    private Path directory;

    private GoldFixture gold;

    @BeforeEach
    void start() {
        gold = new GoldFixture(directory);
    }

    @Test
    void filesHaveTheFormsThatCopyTakes() throws IOException {
        gold.silver()
                .publish(sale(1).product("p1", "Tea", "Drinks")
                        .customer("c1", "Ann", null)
                        .set("region", "North"));
        BatchFile set = publish(gold.run(), gold.lake()).orElseThrow().set();

        assertThat(set.number()).isEqualTo(1);
        assertThat(set.batchNo()).isEqualTo(new BatchFile.Range(0, 1));
        assertThat(set.fact()).isEqualTo(new FactTotals(1, new TreeMap<>(Map.of("USD", new BigDecimal("10")))));
        assertThat(set.tables().stream().map(BatchFile.Table::name))
                .containsExactly("dim_product", "dim_customer", "dim_location", "fact_sales", "daily_sales");
        for (GoldTable table : GoldTable.values()) {
            List<BatchFile.Table> loads = set.tables().stream()
                    .filter(load -> load.name().equals(table.tableName()))
                    .toList();
            for (BatchFile.Table load : loads) {
                List<PrimitiveType> columns = columnsOf(load);
                assertThat(columns.stream().map(PrimitiveType::getName)).containsExactly(table.columnNames());
                for (int i = 0; i < columns.size(); i++) {
                    String type = table.columns().get(i).type();
                    PrimitiveType column = columns.get(i);
                    assertThat(column.getPrimitiveTypeName()).isEqualTo(physical(type));
                    assertThat(column.getTypeLength())
                            .isEqualTo(
                                    switch (type) {
                                        case "decimal(18,6)" -> 8;
                                        case "decimal(38,6)" -> 16;
                                        default -> column.getTypeLength();
                                    });
                }
            }
        }
        assertThat(set).isEqualTo(read(1));
        assertThat(new String(gold.store().read(LoadSetKeys.batchFile(1)).orElseThrow(), StandardCharsets.UTF_8))
                .contains("\"batch_no\"", "\"rows_inserted\"", "\"operation\" : \"append\"", "\"varchar(22)\"");
        assertThat(gold.lake().spark().conf().get("spark.sql.parquet.writeLegacyFormat"))
                .isEqualTo("false");
    }

    @Test
    void aBatchOfDuplicatesIsASetWithoutTables() {
        gold.silver().publish(sale(1));
        publish(gold.run(), gold.lake());
        gold.silver().publish();
        LoadSetPublisher.Outcome outcome = publish(gold.run(), gold.lake()).orElseThrow();

        assertThat(outcome.isNew()).isTrue();
        assertThat(outcome.set().tables()).isEmpty();
        assertThat(outcome.set().batchNo()).isEqualTo(new BatchFile.Range(1, 2));
        assertThat(outcome.set().fact().rows()).isEqualTo(1);
        assertThat(publish(gold.run(), gold.lake()).orElseThrow().isNew()).isFalse();
    }

    @Test
    void aRefusalOfTheOwnAttemptIsSuccess() {
        gold.silver().publish(sale(1));
        GoldRun.Outcome run = gold.run();
        Lake lake = new Lake(gold.lake().spark(), "lake", new FaultyStores.AnswerLost(gold.store()));
        LoadSetPublisher.Outcome outcome = publish(run, lake).orElseThrow();

        assertThat(outcome.isNew()).isTrue();
        assertThat(outcome.set().number()).isEqualTo(1);
        assertThat(read(1)).isEqualTo(outcome.set());
        assertThat(gold.store().read(LoadSetKeys.batchFile(2))).isEmpty();
    }

    @Test
    void afterARivalsSetTheRestIsComputedFromItsEnd() {
        gold.silver().publish(sale(1).product("p1", "Tea", null));
        GoldRun.Outcome first = gold.run();
        gold.silver().publish(sale(2).at("2026-01-06T10:00:00Z").product("p1", "Chai", null));
        GoldRun.Outcome second = gold.run();

        // The rival saw only batch 1 and is first to create set 1; this run had staged batches 1 and 2 as set 1.
        Lake lake = new Lake(
                gold.lake().spark(),
                "lake",
                new FaultyStores.RivalFirst(gold.store(), () -> publish(first, gold.lake())));
        LoadSetPublisher.Outcome outcome = publish(second, lake).orElseThrow();

        assertThat(outcome.isNew()).isTrue();
        assertThat(outcome.set().number()).isEqualTo(2);
        assertThat(outcome.set().batchNo()).isEqualTo(new BatchFile.Range(1, 2));
        assertWarehouseEqualsGold(List.of(read(1), read(2)));
    }

    @Test
    void aRivalsSetThatSaysItAllIsTheAnswer() {
        gold.silver().publish(sale(1));
        GoldRun.Outcome run = gold.run();
        Lake lake = new Lake(
                gold.lake().spark(),
                "lake",
                new FaultyStores.RivalFirst(gold.store(), () -> publish(run, gold.lake())));
        LoadSetPublisher.Outcome outcome = publish(run, lake).orElseThrow();

        assertThat(outcome.isNew()).isFalse();
        assertThat(outcome.set()).isEqualTo(read(1));
        assertThat(gold.store().read(LoadSetKeys.batchFile(2))).isEmpty();
    }

    /**
     * The star is a function of the accepted sales, however they were divided into batches and in whatever order they
     * came, with crashes between any two tables; and the load sets, some of them over several batches, make it again.
     */
    @Test
    void theWarehouseIsTheSameHoweverTheSalesCame() {
        List<TestSale> sales = randomSales(new Random(20_261_120), 60);
        gold.silver().publish(sales.toArray(TestSale[]::new));
        gold.run();
        List<List<String>> expected = gold.everything();
        List<String> expectedStar = gold.star();

        gold = new GoldFixture(directory);
        Random random = new Random(7);
        Collections.shuffle(sales, random);
        List<BatchFile> sets = new ArrayList<>();
        int start = 0;
        for (GoldTable crashAfter : GoldTable.values()) {
            int end = crashAfter == GoldTable.DAILY_SALES ? 60 : start + 4 + random.nextInt(8);
            gold.silver().publish(sales.subList(start, end).toArray(TestSale[]::new));
            gold.runUntil(crashAfter);
            start = end;
            if (crashAfter == GoldTable.DIM_STORE || crashAfter == GoldTable.DAILY_SALES) {
                sets.add(publish(gold.run(), gold.lake()).orElseThrow().set());
            }
        }

        assertThat(gold.star()).isEqualTo(expectedStar);
        assertThat(gold.everything()).isEqualTo(expected);
        assertThat(sets.stream().map(set -> set.batchNo().to())).containsExactly(4L, 6L);
        assertThat(sets.stream().flatMap(set -> set.tables().stream()))
                .anyMatch(load -> load.name().equals("fact_sales") && load.operation() == LoadOperation.REPLACE);
        assertWarehouseEqualsGold(sets);
    }

    /** A revision is what the set should have been: the same batches, from Gold as it was at their end. */
    @Test
    void aRevisionBringsTheSameBatchesWithFilesOfItsOwnAndOfTwoTheFirstStands() throws IOException {
        gold.silver()
                .publish(
                        sale(1).product("p1", "Tea", "Drinks"),
                        sale(2).at("2026-03-01T10:00:00Z").product("p1", null, null));
        BatchFile first = publish(gold.run(), gold.lake()).orElseThrow().set();
        gold.silver().publish(sale(3).at("2026-02-01T10:00:00Z").product("p1", "Chai", "Drinks"));
        BatchFile second = publish(gold.run(), gold.lake()).orElseThrow().set();
        BatchFile.Table facts = second.tables().stream()
                .filter(load -> load.name().equals("fact_sales"))
                .findFirst()
                .orElseThrow();
        assertThat(facts.operation()).isEqualTo(LoadOperation.REPLACE);
        assertThat(facts.rowsInserted()).isEqualTo(2);
        assertThat(facts.rowsDeleted()).as("the fact that the late event moved").isEqualTo(1);
        assertThat(facts.dateKeys()).contains(new DateKeys(20260201, 20260301));
        for (BatchFile.Table load : first.tables()) {
            Files.delete(gold.store().file(load.manifest()));
        }

        LoadSetPublisher.Outcome revision = supersede(gold.lake(), 1, "its files were deleted");
        assertThat(revision.isNew()).isTrue();
        assertThat(revision.set().revision()).isEqualTo(2);
        assertThat(revision.set().batchNo()).isEqualTo(first.batchNo());
        assertThat(revision.set().fact()).isEqualTo(first.fact());
        assertThat(revision.set().attempt()).isNotEqualTo(first.attempt());
        String key = "loads/00000000000000000001/batch.r2.json";
        assertThat(new String(gold.store().read(key).orElseThrow(), StandardCharsets.UTF_8))
                .contains("\"reason\" : \"its files were deleted\"", "\"revision\" : 2");
        assertThat(read(1)).isEqualTo(first);
        assertWarehouseEqualsGold(List.of(revision.set(), second));

        Lake rival = new Lake(
                gold.lake().spark(),
                "lake",
                new FaultyStores.RivalFirst(gold.store(), () -> supersede(gold.lake(), 1, "first")));
        LoadSetPublisher.Outcome late = supersede(rival, 1, "second");
        assertThat(late.isNew()).isFalse();
        assertThat(late.set().revision()).isEqualTo(3);
        assertThat(late.set().reason()).isEqualTo("first");
        assertThat(publish(gold.run(), gold.lake()).orElseThrow().set()).isEqualTo(second);
        assertThatThrownBy(() -> supersede(gold.lake(), 7, "x"))
                .isInstanceOf(LoadSetException.class)
                .hasMessageContaining("loads/00000000000000000007/batch.json");
    }

    /** Gold itself takes no sale away yet; whatever does must reach the warehouse (a day without rows has none to stage). */
    @Test
    void aDayThatLostAllItsSumsIsNamed() {
        gold.silver().publish(sale(1), sale(2).at("2026-02-03T10:00:00Z"), sale(3).at("2026-02-04T10:00:00Z"));
        BatchFile first = publish(gold.run(), gold.lake()).orElseThrow().set();
        gold.silver().publish();
        GoldRun.Outcome run = gold.run();
        LakeTable daily = gold.lake().find(GoldTable.DAILY_SALES.identifier()).orElseThrow();
        AuditBranch branch = AuditBranch.open(daily, "batch_2", daily.head());
        branch.overwrite(daily.rows().where("date_key = 20260204"), functions.lit(true), Map.of("batch_no", "2"));
        branch.publish();
        branch.drop();

        BatchFile second = publish(run, gold.lake()).orElseThrow().set();
        assertThat(second.tables()).hasSize(1);
        BatchFile.Table load = second.tables().get(0);
        assertThat(load.name()).isEqualTo("daily_sales");
        assertThat(load.rowsInserted()).isZero();
        assertThat(load.rowsDeleted()).isEqualTo(2);
        assertThat(load.deletedKeys()).containsExactly(20260105, 20260203);
        assertThat(load.dateKeys()).contains(new DateKeys(20260105, 20260203));
        assertThat(load.manifest()).isEmpty();
        assertWarehouseEqualsGold(List.of(first, second));
        assertThat(read(2)).isEqualTo(second);
    }

    @Test
    void progressSurvivesAForeignCommitOnGold() {
        gold.silver().publish(sale(1).product("p1", "Tea", null));
        publish(gold.run(), gold.lake());
        var table = gold.lake().find(GoldTable.DIM_PRODUCT.identifier()).orElseThrow();
        AuditBranch foreign = AuditBranch.open(table, "compaction", table.head());
        foreign.commitProperties(Map.of());
        foreign.publish();
        foreign.drop();
        long compacted = table.refresh().head().orElseThrow().snapshotId();
        gold.silver().publish(sale(2).at("2026-01-06T10:00:00Z").product("p1", "Chai", null));
        BatchFile set = publish(gold.run(), gold.lake()).orElseThrow().set();

        assertThat(SnapshotUtil.currentAncestorIds(table.refresh().iceberg())).contains(compacted);
        BatchFile.Table products = set.tables().get(0);
        assertThat(products.rowsInserted()).isEqualTo(2);
        assertThat(products.rowsDeleted()).isEqualTo(1);
    }

    private static Optional<LoadSetPublisher.Outcome> publish(GoldRun.Outcome run, Lake lake) {
        return new LoadSetPublisher(GoldState.open(lake), WarehouseReplica.BUCKET).publish(run.batchNo());
    }

    private static LoadSetPublisher.Outcome supersede(Lake lake, long number, String reason) {
        return new LoadSetPublisher(GoldState.open(lake), WarehouseReplica.BUCKET).supersede(number, reason);
    }

    private BatchFile read(long number) {
        return new LoadSetNumbers(gold.store()).read(number);
    }

    private void assertWarehouseEqualsGold(List<BatchFile> sets) {
        WarehouseReplica warehouse = new WarehouseReplica(gold);
        sets.forEach(warehouse::load);
        for (GoldTable table : GoldTable.values()) {
            assertThat(warehouse.rows(table)).as(table.tableName()).isEqualTo(GoldFixture.texts(gold.table(table)));
        }
    }

    private static List<TestSale> randomSales(Random random, int count) {
        String[] names = {"Tea", "Chai", null, null};
        String[] categories = {"Drinks", "Hot", null};
        String[] regions = {"North", "South", null};
        List<TestSale> sales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int day = 1 + random.nextInt(9);
            TestSale sale = sale(i).at("2026-0" + (1 + random.nextInt(2)) + "-0" + day + "T10:00:00Z")
                    .product("p" + random.nextInt(3), names[random.nextInt(4)], categories[random.nextInt(3)])
                    .set("region", regions[random.nextInt(3)])
                    .set("store_id", random.nextBoolean() ? "s" + random.nextInt(2) : null)
                    .set("currency", random.nextBoolean() ? "USD" : "EUR")
                    .set("order_id", "o" + random.nextInt(30))
                    .amount(random.nextInt(5) == 0 ? "-1" : "2", "1.25");
            if (random.nextInt(3) > 0) {
                sale.customer("c" + random.nextInt(3), names[random.nextInt(4)], categories[random.nextInt(3)]);
            }
            sales.add(sale);
        }
        return sales;
    }

    private List<PrimitiveType> columnsOf(BatchFile.Table load) throws IOException {
        Manifest manifest = Manifest.fromJson(gold.store().read(load.manifest()).orElseThrow());
        String key = manifest.entries().get(0).url().substring(("s3://" + WarehouseReplica.BUCKET + "/").length());
        Path file = gold.store().file(key);
        assertThat(Files.size(file)).isEqualTo(manifest.entries().get(0).contentLength());
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            return reader.getFileMetaData().getSchema().getFields().stream()
                    .map(field -> field.asPrimitiveType())
                    .toList();
        }
    }

    private static PrimitiveTypeName physical(String warehouseType) {
        String type =
                warehouseType.contains("(") ? warehouseType.substring(0, warehouseType.indexOf('(')) : warehouseType;
        return switch (type) {
            case "varchar" -> PrimitiveTypeName.BINARY;
            case "int", "date" -> PrimitiveTypeName.INT32;
            case "bigint" -> PrimitiveTypeName.INT64;
            case "boolean" -> PrimitiveTypeName.BOOLEAN;
            case "timestamp" -> PrimitiveTypeName.INT96;
            case "decimal" -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
            default -> throw new IllegalArgumentException(warehouseType);
        };
    }
}
