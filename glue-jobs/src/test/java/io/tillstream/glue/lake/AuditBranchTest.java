package io.tillstream.glue.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Write, audit, publish on a real Iceberg table (invariant 3). */
class AuditBranchTest {
    private static final StructType SCHEMA = new StructType().add("id", "long");

    @TempDir
    private Path directory;

    private Lake lake;
    private LakeTable table;

    @BeforeEach
    void createTable() {
        lake = TestSession.freshLake(new FileObjectStore(directory));
        table = lake.findOrCreate("silver.t", SCHEMA, "", Map.of());
    }

    @Test
    void nothingIsOnMainBeforePublishAndAllOfItAfter() {
        AuditBranch branch = AuditBranch.open(table, "batch_1", table.head());
        branch.append(rows(3), Map.of());
        branch.commitProperties(Map.of("batch_no", "1", "accepted", "3"));

        assertThat(branch.rows().count()).isEqualTo(3);
        assertThat(branch.counts().addedRecords()).isEqualTo(3);
        assertThat(table.refresh().rows().count()).isZero();
        assertThat(table.progress()).isEmpty();

        branch.publish();
        branch.drop();

        assertThat(table.refresh().rows().count()).isEqualTo(3);
        assertThat(table.progress().orElseThrow().properties()).isEqualTo(Map.of("batch_no", "1", "accepted", "3"));
        assertThat(table.iceberg().refs()).containsOnlyKeys("main");
    }

    @Test
    void aBranchIsFoundThoughSparkHasReadTheTableAnewMeanwhile() {
        publish(1, 2);
        // What half a minute does where Spark's catalog keeps tables: its instance is no longer that of the lake.
        lake.spark().sql("REFRESH TABLE lake.silver.t");
        assertThat(table.rows().count()).isEqualTo(2);

        AuditBranch branch = AuditBranch.open(table, "batch_2", table.head());
        branch.append(rows(1), Map.of());
        branch.publish();
        branch.drop();

        assertThat(table.refresh().rows().count()).isEqualTo(3);
    }

    @Test
    void aBatchWithoutRowsStillMovesProgress() {
        publish(1, 0);
        publish(2, 0);
        assertThat(table.refresh().progress().orElseThrow().batchNo()).isEqualTo(2);
        assertThat(table.progressAt(1)).isPresent();
        assertThat(table.progressAt(3)).isEmpty();
    }

    @Test
    void theSecondOfTwoBranchesFromTheSameHeadIsRefused() {
        publish(1, 2);
        AuditBranch first = AuditBranch.open(table, "batch_2", table.head());
        AuditBranch second = AuditBranch.open(table, "batch_2", table.head());
        first.append(rows(5), Map.of());
        second.append(rows(7), Map.of());
        first.publish();

        assertThatThrownBy(second::publish).isInstanceOf(MainMovedException.class);
        assertThat(table.refresh().rows().count()).isEqualTo(7);
    }

    @Test
    void theSecondOfTwoBranchesOfAnEmptyTableIsRefused() {
        AuditBranch first = AuditBranch.open(table, "batch_1", Optional.empty());
        AuditBranch second = AuditBranch.open(table, "batch_1", Optional.empty());
        first.append(rows(5), Map.of());
        second.append(rows(7), Map.of());
        second.publish();

        assertThatThrownBy(first::publish).isInstanceOf(MainMovedException.class);
        assertThat(table.refresh().rows().count()).isEqualTo(7);
    }

    @Test
    void aBranchIsNotMadeFromAHeadThatIsNotMainsAnyMore() {
        publish(1, 2);
        var old = table.head();
        publish(2, 2);
        assertThatThrownBy(() -> AuditBranch.open(table, "batch_3", old)).isInstanceOf(MainMovedException.class);
        assertThat(table.refresh().iceberg().refs()).containsOnlyKeys("main");
    }

    @Test
    void ofTwoPublishedAtTheSameMomentOneWins() throws Exception {
        publish(1, 1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 2; round < 8; round++) {
                String label = "batch_" + round;
                var head = table.refresh().head();
                LakeTable other = lake.find("silver.t").orElseThrow();
                AuditBranch one = AuditBranch.open(table, label, head);
                AuditBranch two = AuditBranch.open(other, label, head);
                one.commitProperties(Map.of("batch_no", "" + round));
                two.commitProperties(Map.of("batch_no", "" + round));
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<Boolean> publishOne = () -> publishes(one, start);
                Callable<Boolean> publishTwo = () -> publishes(two, start);
                List<Future<Boolean>> won = threads.invokeAll(List.of(publishOne, publishTwo));
                assertThat(List.of(won.get(0).get(), won.get(1).get())).containsExactlyInAnyOrder(true, false);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leftoversOfCrashedRunsAreRemovedAndBranchesOfPersonsStay() {
        publish(1, 1);
        AuditBranch.open(table, "batch_2", table.head()).append(rows(1), Map.of());
        AuditBranch.open(table, "batch_3", table.head());
        table.iceberg()
                .manageSnapshots()
                .createBranch("look_at_this", table.head().orElseThrow().snapshotId())
                .commit();

        AuditBranch.dropLeftovers(table);

        assertThat(table.refresh().iceberg().refs()).containsOnlyKeys("main", "look_at_this");
        AuditBranch.dropLeftovers(table);
    }

    @Test
    void aBranchThatIsGoneCannotBePublished() {
        AuditBranch branch = AuditBranch.open(table, "batch_1", table.head());
        branch.append(rows(1), Map.of());
        AuditBranch.dropLeftovers(table);
        assertThatThrownBy(branch::publish).isExactlyInstanceOf(RetryableException.class);
        assertThat(table.refresh().head()).isEmpty();
    }

    @Test
    void whatAFailedDropSaysIsAddedToTheFailure() {
        AuditBranch branch = AuditBranch.open(table, "batch_1", table.head());
        lake.spark().sql("DROP TABLE lake.silver.t PURGE");
        IllegalStateException failure = new IllegalStateException("the real one");
        branch.dropAfter(failure);
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void anOlderTableGetsTodaysPropertiesAndWiderDecimalsOnce() {
        lake.spark()
                .sql("CREATE TABLE lake.silver.old (id bigint, amount decimal(18,6)) USING iceberg"
                        + " TBLPROPERTIES ('write.delete.mode' = 'merge-on-read', 'note' = 'kept')");
        lake.spark().sql("INSERT INTO lake.silver.old VALUES (1, 999999999999.999999)");
        StructType wide = new StructType().add("id", "long").add("amount", "decimal(38,6)");

        LakeTable upgraded = lake.findOrCreate("silver.old", wide, "", Map.of("write.spark.fanout.enabled", "true"));

        assertThat(upgraded.rows().schema().simpleString()).isEqualTo(wide.simpleString());
        assertThat(upgraded.rows().first().getDecimal(1)).isEqualTo("999999999999.999999");
        assertThat(upgraded.iceberg().properties())
                .containsEntry("write.delete.mode", "copy-on-write")
                .containsEntry("write.metadata.delete-after-commit.enabled", "true")
                .containsEntry("write.metadata.previous-versions-max", "20")
                .containsEntry("write.metadata.compression-codec", "gzip")
                .containsEntry("write.spark.fanout.enabled", "true")
                .containsEntry("note", "kept");
        String before = metadata(upgraded);
        assertThat(metadata(lake.findOrCreate("silver.old", wide, "", Map.of("write.spark.fanout.enabled", "true"))))
                .as("no commit where nothing differs")
                .isEqualTo(before);
    }

    /** A commit's metadata file holds the whole table; the old ones must not pile up. */
    @Test
    void oldMetadataFilesAreRemovedAndTheNewAreCompressed() throws Exception {
        for (int batch = 1; batch <= 12; batch++) {
            publish(batch, 0);
        }
        Path directory = Path.of(java.net.URI.create(
                        "file://" + table.refresh().iceberg().location().replaceFirst("^file:", "")))
                .resolve("metadata");
        try (var files = java.nio.file.Files.list(directory)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("v[0-9]+.*metadata.json"))
                    .toList();
            assertThat(names).hasSizeBetween(20, 22).allMatch(name -> name.endsWith(".gz.metadata.json"));
        }
    }

    private static String metadata(LakeTable table) {
        return ((org.apache.iceberg.HasTableOperations) table.iceberg())
                .operations()
                .refresh()
                .metadataFileLocation();
    }

    @Test
    void progressIsFoundBelowForeignCommits() {
        publish(1, 2);
        AuditBranch foreign = AuditBranch.open(table, "compaction", table.head());
        foreign.append(rows(1), Map.of());
        foreign.publish();

        assertThat(table.refresh().progress().orElseThrow().batchNo()).isEqualTo(1);
    }

    @Test
    void aTableWithRowsAndNoProgressIsAnError() {
        AuditBranch foreign = AuditBranch.open(table, "foreign", table.head());
        foreign.append(rows(1), Map.of());
        foreign.publish();

        assertThatThrownBy(() -> table.refresh().progress())
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("tillstream.batch_no");
    }

    @Test
    void namesThatSqlShouldNotCarryAreRefused() {
        assertThatThrownBy(() -> lake.find("silver.t; drop")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditBranch.open(table, "x y", table.head()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(lake.find("silver.absent")).isEmpty();
    }

    private void publish(int batchNo, int count) {
        AuditBranch branch =
                AuditBranch.open(table, "batch_" + batchNo, table.refresh().head());
        if (count > 0) {
            branch.append(rows(count), Map.of());
        }
        branch.commitProperties(Map.of("batch_no", "" + batchNo));
        branch.publish();
        branch.drop();
    }

    private static boolean publishes(AuditBranch branch, CyclicBarrier start) throws Exception {
        start.await();
        try {
            branch.publish();
            return true;
        } catch (MainMovedException e) {
            return false;
        }
    }

    private Dataset<Row> rows(int count) {
        return lake.spark().range(count).toDF();
    }
}
