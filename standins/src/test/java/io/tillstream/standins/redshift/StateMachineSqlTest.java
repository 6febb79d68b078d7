package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Warehouse;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the CDK app's state machines ask the warehouse, on the stand-in, which is at least as strict as Redshift. */
class StateMachineSqlTest {
    @TempDir
    static Path directory;

    private static LocalRedshift redshift;

    @BeforeAll
    static void migrate() throws Exception {
        redshift = new LocalRedshift(directory);
        redshift.runBatch(Warehouse.bundled().bootstrap().toArray(String[]::new));
        for (Migration migration : Warehouse.bundled().migrations()) {
            assertThat(redshift.runBatch(migration.batch().toArray(String[]::new))
                            .error())
                    .isNull();
        }
    }

    @AfterAll
    static void close() throws Exception {
        redshift.close();
    }

    @BeforeEach
    void empty() {
        redshift.ok("DELETE FROM sales.fact_sales");
        redshift.ok("DELETE FROM ops.load_ledger");
    }

    @Test
    void anEmptyWarehouseAnswersToo() throws IOException {
        assertThat(redshift.value(sql("freshness"))).isEqualTo("0|0");
        assertThat(redshift.value(sql("reconcile"))).isEqualTo("0|0|0");
    }

    @Test
    void freshnessIsTheAgeOfSalesAtTheirLoad() throws IOException {
        load(1, 90);
        for (int minutes = 1; minutes <= 21; minutes++) {
            fact(1, minutes, minutes);
        }
        assertThat(redshift.value(sql("freshness")))
                .as("only loads of the last hour")
                .isEqualTo("0|1");

        load(2, 0);
        for (int minutes = 1; minutes <= 21; minutes++) {
            fact(2, 100 + minutes, minutes);
        }
        fact(2, 200, 3 * 24 * 60);

        assertThat(redshift.value(sql("freshness")))
                .as("the 95th percentile of 1 to 21 minutes; a replay of old sales is none")
                .isEqualTo(20 * 60 + "|2");
    }

    @Test
    void reconciliationCountsFactsAndAddsUpTheirCoordinates() throws Exception {
        load(7, 0);
        fact(7, 1, 0);
        fact(7, 2, 0);

        assertThat(redshift.value(sql("reconcile")))
                .isEqualTo("7|2|" + checksum("t:0:1:0").add(checksum("t:0:2:0")));
    }

    private static void load(int number, int minutesAgo) {
        redshift.ok(
                ("INSERT INTO ops.load_ledger (number, revision, attempt, batch_no_from, batch_no_to, fact_rows, loaded_at)"
                                + " SELECT %d, 1, '0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f', %d, %d, 0,"
                                + " DATEADD(minute, -%d, GETDATE())")
                        .formatted(number, number - 1, number, minutesAgo));
    }

    private static void fact(int batch, int offset, int minutesBeforeNow) {
        redshift.ok(
                ("INSERT INTO sales.fact_sales (topic_id, kafka_partition, kafka_offset, record_index, event_id, source,"
                                + " event_type, order_id, line_number, order_ts, date_key, time_key, product_key, customer_key,"
                                + " location_key, store_key, quantity, revenue, currency, batch_no) SELECT 't', 0, %d, 0, 'e', 'till',"
                                + " 'SALE', 'o', 1, DATEADD(minute, -%d, MAX(l.loaded_at)), 20240102, 304, 0, 0, 0, 0, 2, 12.5, 'USD', %d"
                                + " FROM ops.load_ledger AS l WHERE l.number = %d")
                        .formatted(offset, minutesBeforeNow, batch, batch));
    }

    private static BigInteger checksum(String coordinates) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(coordinates.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(HexFormat.of().formatHex(digest).substring(0, 15), 16);
    }

    private static String sql(String name) throws IOException {
        return Files.readString(Path.of(
                System.getProperty("tillstream.root"),
                "infra-cdk/src/main/resources/io/tillstream/infra/states/" + name + ".sql"));
    }
}
