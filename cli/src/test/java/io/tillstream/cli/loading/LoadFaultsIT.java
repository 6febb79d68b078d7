package io.tillstream.cli.loading;

import static io.tillstream.cli.loading.TableRow.day;
import static io.tillstream.cli.loading.TableRow.fact;
import static io.tillstream.cli.loading.TableRow.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.standins.lambda.LambdaInvocationException;
import io.tillstream.standins.redshift.LocalRedshift;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can happen to a load (invariant 7): the loader in Lambda's real runtime client, against the warehouse's
 * stand-in through a proxy that makes faults. After each case the warehouse is what Gold is.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS ships the Java runtime client's native part for Linux only")
class LoadFaultsIT {
    private static final LocalDateTime EVER = LocalDateTime.of(1900, 1, 1, 0, 0);
    private static final String REJECTED = "io.tillstream.loader.LoadSetRejectedException";
    private static final String MANUAL_ACTION = "io.tillstream.lake.error.ManualActionRequiredException";

    @TempDir
    private static Path directory;

    private static LocalRedshift redshift;
    private static DataApiProxy proxy;
    private static LoaderProcess loader;

    private TestLake lake;

    @BeforeAll
    static void start() throws Exception {
        redshift = new LocalRedshift(directory);
        proxy = new DataApiProxy(redshift.dataApi());
        loader = new LoaderProcess("loader", redshift.lake(), proxy.endpoint(), directory);
        Warehouses.migrate(redshift);
    }

    @AfterAll
    static void stop() throws Exception {
        loader.close();
        proxy.close();
        redshift.close();
    }

    @BeforeEach
    void empty() {
        Warehouses.empty(redshift);
        lake = new TestLake(redshift.s3(), directory);
    }

    @Test
    void oneEventAHundredTimesAndEightLoadersAtOnce() throws Exception {
        String key = first().publish();
        second().publish();
        List<LoaderProcess> loaders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 1; i <= 8; i++) {
                loaders.add(new LoaderProcess("loader-" + i, redshift.lake(), proxy.endpoint(), directory));
            }
            List<Callable<List<String>>> deliveries = new ArrayList<>();
            for (int i = 0; i < 104; i++) {
                LoaderProcess one = loaders.get(i % 8);
                deliveries.add(() -> one.notify(key));
            }
            for (Future<List<String>> delivery : threads.invokeAll(deliveries)) {
                assertThat(delivery.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
            loaders.forEach(LoaderProcess::close);
        }
        assertWarehouse("1:1:1:2", "2:1:2:3");
    }

    /** As on macOS, where AWS's runtime client has no native library. */
    @Test
    void aPlainJvmRunsTheLoaderWithTheSameApi() throws Exception {
        System.setProperty("tillstream.lambda.plain", "true");
        try (LoaderProcess plain = new LoaderProcess("loader-plain", redshift.lake(), proxy.endpoint(), directory)) {
            TestLake.Staged one = first();
            String two = second().publish();
            fails(MANUAL_ACTION, "load set 1 is missing", () -> plain.notify(two));
            String key = one.publish();
            assertThat(plain.notify(key)).isEmpty();
            // Java shows the beginning of a command line only; the main class is at its end.
            assertThat(ProcessHandle.current().children().flatMap(child -> child.info().commandLine().stream()))
                    .as("a function without the native library")
                    .anyMatch(line -> line.contains("/lambda-loader-") && !line.contains("NativeClient.JNI"));
        } finally {
            System.clearProperty("tillstream.lambda.plain");
        }
        assertWarehouse("1:1:1:2", "2:1:2:3");
    }

    /** At each of these moments the process is gone; SQS delivers the message again. */
    @Test
    void killedAtEveryStep() throws Exception {
        List<DataApiProxy.Fault> moments = List.of(
                moment("ExecuteStatement", 1, false), // before it has asked for the ledger
                moment("GetStatementResult", 1, true), // it knows what is missing
                moment("BatchExecuteStatement", 1, false), // the load was not submitted
                moment("BatchExecuteStatement", 1, true), // it was, and nobody knows its id
                moment("DescribeStatement", 2, true), // while the load runs
                moment("ExecuteStatement", 2, false), // the load is through, the ledger not read
                moment("GetStatementResult", 2, true)); // the ledger is read, the answer not given
        List<String> ledger = new ArrayList<>();
        for (DataApiProxy.Fault moment : moments) {
            int number = ledger.size() + 1;
            String key = lake.next(
                            fact(number, 20240101, 0, "1", "USD", number), day(20240101, "C", "" + number, number))
                    .publish();
            proxy.arm(moment);
            assertThatThrownBy(() -> loader.notify(key))
                    .as(moment.toString())
                    .isInstanceOf(LambdaInvocationException.class)
                    .hasMessageContaining("exit");
            assertThat(proxy.happened()).isTrue();
            assertThat(loader.notify(key)).as(moment.toString()).isEmpty();
            ledger.add(number + ":1:" + number + ":" + number);
            assertWarehouse(ledger.toArray(String[]::new));
        }
    }

    @Test
    void setsOutOfOrderWaitForTheMissingOne() throws Exception {
        TestLake.Staged one = first();
        TestLake.Staged two = second();
        TestLake.Staged three = lake.next(fact(9, 20240109, 0, "9", "EUR", 3), day(20240109, "Unknown", "9", 3));
        String late = three.publish();
        two.publish();
        fails(MANUAL_ACTION, "load set 1 is missing", () -> loader.notify(late));
        assertThat(Warehouses.ledger(redshift)).isEmpty();
        one.publish();
        // A schedule's event has no messages: a sweep, which finds what no event told of.
        assertThat(
                        loader.invoke(
                                "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\","
                                        + "\"time\":\"2026-11-25T12:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{}}"))
                .isEmpty();
        assertWarehouse("1:1:1:2", "2:1:2:3", "3:1:3:4");
    }

    @Test
    void whateverTheMessageSaysItOnlyWakes() throws Exception {
        first().publish();
        assertThat(loader.deliver(
                        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"lake\"}",
                        "not json",
                        notification("lake", "loads%2F00000000000000000007%2Fbatch.json"),
                        notification("lake", "loads/00000000000000000001/batch.json"),
                        notification("lake", "loads/1/batch.json'%3B+DROP+TABLE+sales.fact_sales%3B--"),
                        notification("lake", "%zz"),
                        notification("other", "loads/00000000000000000001/batch.json")))
                .isEmpty();
        assertWarehouse("1:1:1:2");
    }

    @Test
    void aFileThatWasCutIsRefusedAndARevisionLoads() throws Exception {
        TestLake.Staged cut = first();
        String key = cut.publish();
        byte[] file = lake.get(cut.file(WarehouseTable.FACT_SALES));
        lake.put(cut.file(WarehouseTable.FACT_SALES), Arrays.copyOf(file, file.length - 10));
        fails(REJECTED, "loads/00000000000000000001/batch.json", () -> loader.notify(key));
        assertThat(Warehouses.contents(redshift).values()).allMatch(List::isEmpty);

        String revision = lake.revision(1, 2, "its file was cut", firstRows()).publish();
        second().publish();
        assertThat(loader.notify(revision)).isEmpty();
        assertWarehouse("1:2:1:2", "2:1:2:3");
    }

    @Test
    void aFileThatWasChangedAfterItsManifestIsRefused() throws Exception {
        TestLake.Staged set = first();
        String key = set.publish();
        String file = set.file(WarehouseTable.FACT_SALES);
        byte[] published = lake.get(file);

        byte[] other = lake.parquet(WarehouseTable.FACT_SALES, fact(1, 20240101, 5, "10.5", "USD", 1));
        lake.put(file, other);
        fails(REJECTED, file, () -> loader.notify(key));

        // As many rows of as many bytes: only what it adds up to gives it away.
        byte[] dearer = lake.parquet(
                WarehouseTable.FACT_SALES,
                fact(1, 20240101, 5, "99.5", "USD", 1),
                fact(2, 20240102, 5, "2.25", "USD", 1));
        assertThat(dearer).hasSameSizeAs(published);
        lake.put(file, dearer);
        fails(REJECTED, "fact_revenue", () -> redrive());
        assertThat(Warehouses.contents(redshift).values()).allMatch(List::isEmpty);

        lake.put(file, published);
        assertThat(redrive()).isEmpty();
        assertWarehouse("1:1:1:2");
    }

    @Test
    void aSetThatLacksATableIsRefusedByName() throws Exception {
        TestLake.Staged set = first();
        String key = set.lying(file -> without(file, "dim_product")).publish();
        fails(REJECTED, "fact_sales_product_key_in_dim_product", () -> loader.notify(key));
        set.lying(file -> without(file, "daily_sales")).publish();
        fails(REJECTED, "tables.daily_sales is missing", () -> redrive());
        assertThat(Warehouses.contents(redshift).values()).allMatch(List::isEmpty);
        assertThat(loader.notify(
                        lake.revision(1, 2, "tables were missing", firstRows()).publish()))
                .isEmpty();
        assertWarehouse("1:2:1:2");
    }

    @Test
    void aCountThatLiesIsNamed() throws Exception {
        assertThat(loader.notify(first().publish())).isEmpty();
        List<String> lies = List.of("rows_inserted", "rows_deleted", "fact_rows", "fact_revenue");
        TestLake.Staged honest = second();
        for (String lie : lies) {
            TestLake.Staged set = honest.lying(file -> lie(honest, lie, 1));
            String key = set.publish();
            fails(REJECTED, lie, () -> loader.notify(key));
            assertThat(Warehouses.ledger(redshift)).containsExactly("1:1:1:2");
            honest.lying(file -> lie(honest, lie, -1));
        }
        assertThat(loader.notify(honest.publish())).isEmpty();
        assertWarehouse("1:1:1:2", "2:1:2:3");
    }

    /** A late event splits a product's version and moves a fact; a day is summed again, another loses all its sums. */
    @Test
    void whatChangesIsReplacedAndNothingElse() throws Exception {
        first().publish();
        second().publish();
        LocalDateTime split = LocalDateTime.of(2024, 1, 2, 0, 0);
        lake.next(
                        List.of(20240103),
                        product(5, "p", "Tea", EVER, split, 3),
                        product(6, "p", "Chai", split, null, 3),
                        fact(2, 20240102, 6, "2.25", "USD", 1),
                        fact(4, 20240104, 6, "-4", "EUR", 3),
                        day(20240102, "Chai", "2.25", 3))
                .publish();
        lake.next().publish();
        assertThat(loader.deliver("{\"wake\":\"sweep\"}")).isEmpty();
        assertWarehouse("1:1:1:2", "2:1:2:3", "3:1:3:4", "4:1:4:4");
    }

    @Test
    void aStatementThatFailsAfterCopyLeavesNothing() throws Exception {
        String key = first().publish();
        proxy.failNextLoadBy("SELECT * FROM sales.no_such_table");
        fails(MANUAL_ACTION, "no_such_table", () -> loader.notify(key));
        assertThat(Warehouses.contents(redshift).values()).allMatch(List::isEmpty);
        assertThat(Warehouses.ledger(redshift)).isEmpty();

        proxy.failNextLoadBy("SELECT 1 / (SELECT COUNT(*) FROM sales.fact_sales WHERE batch_no < 0)");
        proxy.arm(null);
        assertThat(redrive()).as("a failure of no known kind is tried again").isEmpty();
        assertThat(proxy.calls("BatchExecuteStatement")).isGreaterThanOrEqualTo(2);
        assertWarehouse("1:1:1:2");
    }

    @Test
    void afterAnOutageTheRunningLoadIsJoined() throws Exception {
        TestLake.Staged set = first();
        String key = set.publish();
        proxy.arm(new DataApiProxy.Fault("BatchExecuteStatement", 1, true, () -> proxy.outage(true)));
        assertThat(loader.notify(key)).containsExactly("m1");
        assertThatThrownBy(() -> loader.invoke("{\"Records\":[]}"))
                .isInstanceOfSatisfying(
                        LambdaInvocationException.class,
                        e -> assertThat(e.errorType()).isEqualTo("io.tillstream.lake.error.RetryableException"));
        proxy.outage(false);
        assertThat(loader.notify(key)).isEmpty();
        assertWarehouse("1:1:1:2");
        String manifest = set.file(WarehouseTable.FACT_SALES).replaceAll("/[^/]+$", ".manifest");
        assertThat(redshift.client()
                        .listStatementsPaginator(request -> request.statementName("tillstream-load-1-"))
                        .statements())
                .filteredOn(statement -> statement.queryStrings().stream().anyMatch(sql -> sql.contains(manifest)))
                .as("it was submitted once")
                .hasSize(1);
    }

    @Test
    void aPausedLoaderLoadsNothingUntilItIsResumed() throws Exception {
        String key = first().publish();
        lake.put("state/load-paused.json", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(loader.notify(key)).isEmpty();
        assertThat(Warehouses.ledger(redshift)).isEmpty();
        lake.delete("state/load-paused.json");
        assertThat(loader.deliver("{\"wake\":\"sweep\"}")).isEmpty();
        assertWarehouse("1:1:1:2");
    }

    @Test
    void aValueThatDoesNotFitIsToldWithColumnTypeAndFile() throws Exception {
        TestLake.Staged set = lake.next(
                fact(1, 20240101, 0, "1", "USD", 1).with("currency", "DOLLARS"), day(20240101, "Unknown", "1", 1));
        String key = set.lying(
                        file -> file.withObject("/fact/revenue").removeAll().put("USD", "1"))
                .publish();
        fails(REJECTED, "currency", () -> loader.notify(key));
        assertThat(new String(lake.get("state/loader.json"), StandardCharsets.UTF_8))
                .contains(
                        "\"status\":\"rejected\"",
                        "column currency",
                        "character varying(3)",
                        set.file(WarehouseTable.FACT_SALES),
                        "a text has more bytes than the column can hold");
    }

    private TestLake.Staged first() throws Exception {
        return lake.next(firstRows());
    }

    private static TableRow[] firstRows() {
        return new TableRow[] {
            product(5, "p", "Tea", EVER, null, 1),
            fact(1, 20240101, 5, "10.5", "USD", 1),
            fact(2, 20240102, 5, "2.25", "USD", 1),
            day(20240101, "Tea", "10.5", 1),
            day(20240102, "Tea", "2.25", 1)
        };
    }

    private TestLake.Staged second() throws Exception {
        return lake.next(
                fact(3, 20240103, 0, "7", "EUR", 2), day(20240103, "Unknown", "7", 2), day(20240102, "Tea", "2.25", 2));
    }

    private static void without(ObjectNode batchFile, String table) {
        Iterator<JsonNode> tables = batchFile.path("tables").iterator();
        while (tables.hasNext()) {
            if (tables.next().path("name").asText().equals(table)) {
                tables.remove();
            }
        }
    }

    private static void lie(TestLake.Staged set, String lie, int by) {
        switch (lie) {
            case "rows_inserted", "rows_deleted" ->
                set.table("daily_sales")
                        .put(lie, set.table("daily_sales").path(lie).asInt() + by);
            case "fact_rows" -> set.lying(file -> file.withObject("/fact").put("rows", 3 + Math.max(0, by)));
            default -> set.lying(file -> file.withObject("/fact/revenue").put("EUR", by > 0 ? "7.000001" : "7"));
        }
    }

    private static DataApiProxy.Fault moment(String operation, int occurrence, boolean answered) {
        return new DataApiProxy.Fault(operation, occurrence, answered, LoaderProcess::killAll);
    }

    private static String notification(String bucket, String key) {
        return "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\""
                + bucket + "\"},\"object\":{\"key\":\"" + key + "\"}}}]}";
    }

    /** A person needs longer than the two seconds within which a failure counts as of this invocation. */
    private static List<String> redrive() throws Exception {
        Thread.sleep(2_100);
        return loader.deliver("{\"wake\":\"redrive\"}");
    }

    private static void fails(String type, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LambdaInvocationException.class,
                        e -> assertThat(e.errorType()).as(e.getMessage()).isEqualTo(type))
                .hasMessageContaining(message);
    }

    private void assertWarehouse(String... ledger) {
        assertThat(Warehouses.ledger(redshift)).containsExactly(ledger);
        assertThat(Warehouses.contents(redshift)).isEqualTo(lake.star());
        assertThat(redshift.rows(
                        "SELECT currency FROM ops.load_totals WHERE number = (SELECT MAX(number) FROM ops.load_ledger)"
                                + " EXCEPT SELECT currency FROM sales.fact_sales"))
                .isEmpty();
        assertThat(redshift.value("SELECT COUNT(*) FROM (SELECT currency, revenue FROM ops.load_totals WHERE number ="
                        + " (SELECT MAX(number) FROM ops.load_ledger) EXCEPT SELECT currency, SUM(revenue)"
                        + " FROM sales.fact_sales GROUP BY currency) AS wrong"))
                .as("the running totals are those of a count")
                .isEqualTo("0");
    }
}
