package io.tillstream.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The ledger from a real warehouse and a real lake; the audit job's counts are given. */
class LedgerAuditTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final PartitionKey P0 = new PartitionKey(ID, 0);

    @TempDir
    static Path directory;

    private static LocalRedshift redshift;

    @BeforeAll
    static void start() throws Exception {
        redshift = new LocalRedshift(directory);
        Warehouse warehouse = Warehouse.bundled();
        redshift.runBatch(warehouse.bootstrap().toArray(String[]::new));
        for (Migration migration : warehouse.migrations()) {
            assertThat(redshift.runBatch(migration.batch().toArray(String[]::new))
                            .error())
                    .isNull();
        }
        // Five offsets are Bronze; the cursor of batch 2 is 4, so the last is in flight.
        redshift.s3()
                .putObject(
                        b -> b.bucket("lake")
                                .key("bronze/topic=sales_events/id=" + ID + "/partition=0/00000000000000000000.parquet")
                                .metadata(Map.of(
                                        "first-offset",
                                        "0",
                                        "last-offset",
                                        "3",
                                        "records",
                                        "4",
                                        "holes",
                                        "0",
                                        "rows",
                                        "4")),
                        RequestBody.fromString("x"));
    }

    @AfterAll
    static void stop() throws Exception {
        redshift.close();
    }

    @BeforeEach
    void empty() {
        redshift.ok("DELETE FROM sales.fact_sales");
        redshift.ok("DELETE FROM ops.load_ledger");
    }

    @Test
    void beforeTheFirstLoadNothingIsJudged() {
        Ledger ledger = audit(batch -> {
                    throw new AssertionError("there is no batch to count");
                })
                .run(Map.of(P0, 5L));

        assertThat(ledger.batchNo()).isZero();
        assertThat(ledger.warehouse()).isEqualTo(TableTotals.EMPTY);
        assertThat(ledger.inFlight()).isEqualTo(5);
        assertThat(ledger.balanced()).isTrue();
    }

    @Test
    void startsAtTheLastRowOfTheLedger() throws Exception {
        fact(0, 1, "10.50");
        fact(1, 2, "4.25");
        // Behind the cut: its load is not in the ledger.
        fact(2, 3, "99");
        loaded(1, 1, 1);
        loaded(2, 2, 2);
        AtomicLong asked = new AtomicLong();

        Ledger ledger = audit(batch -> {
                    asked.set(batch);
                    return job(4, 2, "14.75", checksum("batch_no <= 2"));
                })
                .run(Map.of(P0, 5L));

        assertThat(asked.get()).isEqualTo(2);
        assertThat(ledger.batchNo()).isEqualTo(2);
        assertThat(ledger.warehouse().rows()).isEqualTo(2);
        assertThat(ledger.warehouse().revenueText()).isEqualTo("14.75 USD");
        assertThat(ledger.loadedRows()).isEqualTo(2);
        assertThat(ledger.offsets()).isEqualTo(4);
        assertThat(ledger.inFlight()).isEqualTo(1);
        assertThat(ledger.checks()).allMatch(LedgerCheck::holds);
    }

    @Test
    void aWarehouseThatLacksARowDoesNotBalance() throws Exception {
        fact(0, 1, "10.50");
        loaded(1, 2, 2);
        String both = checksum("TRUE");

        Ledger ledger = audit(batch -> job(4, 2, "14.75", both)).run(Map.of(P0, 5L));

        assertThat(ledger.balanced()).isFalse();
        assertThat(ledger.checks())
                .filteredOn(check -> !check.holds())
                .extracting(LedgerCheck::name)
                .contains(
                        "Gold fact = warehouse fact, rows",
                        "Gold fact = warehouse fact, revenue",
                        "warehouse fact = load ledger");
    }

    @Test
    void aJobThatCountedNothingIsRefused() throws Exception {
        loaded(1, 2, 0);
        JsonNode nothing = new ObjectMapper().readTree("{\"cursor\":{}}");

        assertThatThrownBy(() -> audit(batch -> nothing).run(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no number rows_in");
    }

    private static LedgerAudit audit(LongFunction<JsonNode> job) {
        return new LedgerAudit(
                new QueryRunner(redshift.client()),
                new BronzeChains(redshift.s3(), "lake", "sales_events"),
                job,
                SourceLedger.EMPTY);
    }

    private static JsonNode job(long rowsIn, long rows, String revenue, String checksum) {
        String table =
                "{\"rows\":" + rows + ",\"revenue\":{\"USD\":\"" + revenue + "\"},\"checksum\":\"" + checksum + "\"}";
        try {
            return new ObjectMapper()
                    .readTree("{\"cursor\":{\"sales_events/" + ID + "/0\":4},\"totals\":{\"rows_in\":" + rowsIn
                            + ",\"accepted\":"
                            + rows + ",\"quarantined\":1,\"duplicates\":1,\"withdrawn\":0},\"quarantine_rows\":1,"
                            + "\"duplicate_rows\":1,\"withdrawn_rows\":0,\"silver\":" + table
                            + ",\"gold\":"
                            + table + "}");
        } catch (java.io.IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static String checksum(String where) {
        return redshift.value(
                "SELECT COALESCE(SUM(CAST(STRTOL(SUBSTRING(MD5(topic_id || ':' || kafka_partition || ':' || kafka_offset"
                        + " || ':' || record_index), 1, 15), 16) AS DECIMAL(38,0))), 0) FROM sales.fact_sales WHERE "
                        + where);
    }

    private static void fact(long offset, long batch, String revenue) {
        redshift.ok(
                "INSERT INTO sales.fact_sales (topic_id, kafka_partition, kafka_offset, record_index, event_id, source, event_type,"
                        + " order_id, line_number, order_ts, date_key, time_key, product_key, customer_key, location_key, store_key, quantity,"
                        + " revenue, currency, batch_no) VALUES ('" + ID + "', 0, " + offset + ", 0, 'e" + offset
                        + "', 'till', 'SALE', 'o', 1, '2026-01-02 03:04:05', 20260102, 304, 0, 0, 0, 0, 1, " + revenue
                        + ", 'USD', " + batch
                        + ")");
    }

    private static void loaded(long number, long batch, long rows) {
        redshift.ok(
                "INSERT INTO ops.load_ledger (number, revision, attempt, batch_no_from, batch_no_to, fact_rows) VALUES ("
                        + number + ", 1, '0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f', " + (batch - 1) + ", " + batch + ", "
                        + rows + ")");
    }
}
