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
    private static final StructType COLUMNS =
            StructType.fromDDL("topic_id string, kafka_partition int, kafka_offset long,"
                    + " record_index int, currency string, revenue decimal(18,6), batch_no long");

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
                .isEqualTo(new LakeAudit(Cursor.START, RowCounts.NONE, TableSum.EMPTY, 0, TableSum.EMPTY));
        assertThatThrownBy(() -> new AuditRun(lake).at(1))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("batch 1");
    }

    @Test
    void theTablesAreCountedUpToTheBatchAndNoFurther() throws Exception {
        LakeTable sales = lake.findOrCreate("silver.sales", COLUMNS, "", Map.of());
        LakeTable quarantine = lake.findOrCreate("silver.quarantine", COLUMNS, "", Map.of());
        LakeTable fact = lake.findOrCreate("gold.fact_sales", COLUMNS, "", Map.of());
        Map<String, String> first = Map.of(
                "batch_no",
                "1",
                "cursor",
                "{}",
                "rows_in",
                "3",
                "accepted",
                "2",
                "quarantined",
                "1",
                "duplicates",
                "0");
        publish(sales, 1, "('t', 0, 0, 0, 'USD', 1.10, 1), ('t', 0, 1, 0, 'EUR', 2000, 1)", first);
        publish(
                sales,
                2,
                "('t', 0, 2, 0, 'USD', -0.5, 2)",
                Map.of(
                        "batch_no",
                        "2",
                        "cursor",
                        "{}",
                        "rows_in",
                        "4",
                        "accepted",
                        "3",
                        "quarantined",
                        "1",
                        "duplicates",
                        "0"));
        publish(quarantine, 1, "('t', 0, 3, 0, null, null, 1)", Map.of("batch_no", "1"));
        publish(fact, 1, "('t', 0, 0, 0, 'USD', 1.10, 1)", Map.of("batch_no", "1"));

        LakeAudit audit = new AuditRun(lake).at(1);
        assertThat(audit.totals()).isEqualTo(new RowCounts(3, 2, 1, 0));
        assertThat(audit.silver().rows()).isEqualTo(2);
        assertThat(audit.silver().revenue()).isEqualTo(Map.of("USD", "1.1", "EUR", "2000"));
        assertThat(audit.silver().checksum())
                .isEqualTo(checksum("t:0:0:0").add(checksum("t:0:1:0")).toString());
        assertThat(audit.quarantineRows()).isEqualTo(1);
        assertThat(audit.gold().rows()).isEqualTo(1);
        assertThat(audit.gold().checksum()).isEqualTo(checksum("t:0:0:0").toString());
        assertThat(new AuditRun(lake).at(2).silver().revenue()).isEqualTo(Map.of("USD", "0.6", "EUR", "2000"));
    }

    private void publish(LakeTable table, int batchNo, String values, Map<String, String> properties) {
        AuditBranch branch =
                AuditBranch.open(table, "batch_" + batchNo, table.refresh().head());
        branch.append(
                lake.spark()
                        .sql(
                                "SELECT string(c1) topic_id, int(c2) kafka_partition, bigint(c3) kafka_offset, int(c4) record_index,"
                                        + " string(c5) currency, cast(c6 as decimal(18,6)) revenue, bigint(c7) batch_no FROM VALUES "
                                        + values + " AS t(c1, c2, c3, c4, c5, c6, c7)"),
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
