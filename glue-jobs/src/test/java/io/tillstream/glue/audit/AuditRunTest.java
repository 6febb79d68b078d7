package io.tillstream.glue.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.TestSession;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRunTest {
    private static final StructType COLUMNS = StructType.fromDDL(
            "topic_id string, kafka_partition int, kafka_offset long,"
                    + " record_index int, currency string, revenue decimal(18,6), batch_no long, decision string, superseded_by long");

    @TempDir
    private Path directory;

    private Lake lake;

    @BeforeEach
    void freshLake() {
        lake = TestSession.freshLake(new FileObjectStore(directory));
    }

    @Test
    void aLakeWithoutTablesIsEmptyAtBatchZeroAndUnknownAtAnyOther() {
        assertThat(new AuditRun(lake).at(0))
                .isEqualTo(new LakeAudit(Cursor.START, RowCounts.NONE, TableSum.EMPTY, 0, 0, 0, TableSum.EMPTY));
        assertThatThrownBy(() -> new AuditRun(lake).at(1))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("batch 1");
    }

    @Test
    void theTablesAreCountedUpToTheBatchAndNoFurther() throws Exception {
        LakeTable decisions = lake.findOrCreate("silver.decisions", COLUMNS, "decision", Map.of());
        LakeTable fact = lake.findOrCreate("gold.fact_sales", COLUMNS, "", Map.of());
        publish(
                decisions,
                1,
                "('t', 0, 0, 0, 'USD', 1.10, 1, 'accepted', 2), ('t', 0, 1, 0, 'EUR', 2000, 1, 'accepted', null),"
                        + " ('t', 0, 3, 0, null, null, 1, 'quarantined', null),"
                        + " ('t', 0, 4, 0, null, null, 1, 'duplicate', null)",
                totals(1, 6, 2, 1, 3, 0));
        publish(fact, 1, "('t', 0, 0, 0, 'USD', 1.10, 1, null, null)", Map.of("batch_no", "1"));
        publish(
                decisions,
                2,
                "('t', 0, 2, 0, 'USD', -0.5, 2, 'accepted', null), ('t', 0, 0, 0, null, null, 2, 'withdrawn', null)",
                totals(2, 7, 2, 1, 3, 1));
        publish(fact, 2, "('t', 0, 2, 0, 'USD', -0.5, 2, null, null)", Map.of("batch_no", "2"));

        LakeAudit audit = new AuditRun(lake).at(1);
        assertThat(audit.totals()).isEqualTo(new RowCounts(6, 2, 1, 3));
        assertThat(audit.silver().rows()).isEqualTo(2);
        assertThat(audit.silver().revenue()).isEqualTo(Map.of("USD", "1.1", "EUR", "2000"));
        assertThat(audit.silver().checksum())
                .isEqualTo(checksum("t:0:0:0").add(checksum("t:0:1:0")).toString());
        assertThat(audit.quarantineRows()).isEqualTo(1);
        assertThat(audit.duplicateRows())
                .as("one row, and two that were counted only")
                .isEqualTo(3);
        assertThat(audit.withdrawnRows()).isZero();
        assertThat(audit.gold().rows()).isEqualTo(1);
        assertThat(audit.gold().checksum()).isEqualTo(checksum("t:0:0:0").toString());

        LakeAudit second = new AuditRun(lake).at(2);
        assertThat(second.silver().revenue()).isEqualTo(Map.of("USD", "-0.5", "EUR", "2000"));
        assertThat(second.withdrawnRows()).isEqualTo(1);
        assertThat(second.gold().rows()).isEqualTo(2);

        lake.spark().sql("DELETE FROM " + lake.identifier("gold.fact_sales") + " WHERE kafka_offset = 2");
        assertThat(new AuditRun(lake).at(2).gold().rows())
                .as("a fact that somebody else removed is missed")
                .isEqualTo(1);
    }

    private static Map<String, String> totals(
            int batchNo, long rowsIn, long accepted, long quarantined, long duplicates, long withdrawn) {
        return Map.of(
                "batch_no", "" + batchNo,
                "cursor", "{}",
                "rows_in", "" + rowsIn,
                "accepted", "" + accepted,
                "quarantined", "" + quarantined,
                "duplicates", "" + duplicates,
                "unlisted_duplicates", "2",
                "withdrawn", "" + withdrawn);
    }

    private void publish(LakeTable table, int batchNo, String values, Map<String, String> properties) {
        AuditBranch branch =
                AuditBranch.open(table, "batch_" + batchNo, table.refresh().head());
        branch.append(
                lake.spark()
                        .sql(
                                "SELECT string(c1) topic_id, int(c2) kafka_partition, bigint(c3) kafka_offset, int(c4) record_index,"
                                        + " string(c5) currency, cast(c6 as decimal(18,6)) revenue, bigint(c7) batch_no,"
                                        + " string(c8) decision, bigint(c9) superseded_by FROM VALUES "
                                        + values + " AS t(c1, c2, c3, c4, c5, c6, c7, c8, c9)"),
                Map.of());
        branch.commitProperties(properties);
        branch.publish();
        branch.drop();
    }

    private static BigInteger checksum(String coordinates) throws Exception {
        String hex = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(coordinates.getBytes(StandardCharsets.UTF_8)));
        return new BigInteger(hex.substring(0, 15), 16);
    }
}
