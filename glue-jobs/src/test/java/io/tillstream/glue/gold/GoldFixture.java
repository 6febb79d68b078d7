package io.tillstream.glue.gold;

import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.TestSession;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A lake with an empty Silver, and short ways to run Gold and to look at it. */
public final class GoldFixture {
    private final FileObjectStore store;
    private final Lake lake;
    private final TestSilver silver;
    private ZoneId zone = ZoneId.of("UTC");

    /** Starts from nothing, with the bucket in the directory. */
    public GoldFixture(Path directory) {
        store = new FileObjectStore(directory);
        lake = TestSession.preparedLake(store, "gold", fresh -> {
            new TestSilver(fresh);
            new GoldRun(fresh, zone, table -> {}).run();
        });
        silver = new TestSilver(lake);
    }

    /** Returns the bucket. */
    public FileObjectStore store() {
        return store;
    }

    /** Returns the lake. */
    public Lake lake() {
        return lake;
    }

    /** Returns Silver. */
    public TestSilver silver() {
        return silver;
    }

    /** Sets the business time zone. */
    public void zone(ZoneId businessTimeZone) {
        this.zone = businessTimeZone;
    }

    /** Brings Gold to Silver's batch. */
    public GoldRun.Outcome run() {
        return new GoldRun(lake, zone, table -> {}).run();
    }

    /** Runs Gold and ends the run after that table was published. */
    public void runUntil(GoldTable last) {
        try {
            new GoldRun(lake, zone, table -> {
                        if (table == last) {
                            throw new IllegalStateException("crash");
                        }
                    })
                    .run();
        } catch (IllegalStateException e) {
            return;
        }
        throw new AssertionError("did not crash");
    }

    /** Returns a table's rows. */
    public Dataset<Row> table(GoldTable table) {
        return lake.find(table.identifier()).orElseThrow().rows();
    }

    /** Returns rows of an SQL expression list as text, sorted; nulls print as null. */
    public List<String> select(GoldTable table, String... expressions) {
        return texts(table(table).selectExpr(expressions));
    }

    /** Returns a table's rows without their batch numbers, as sorted text. */
    public List<String> withoutBatch(GoldTable table) {
        return texts(table(table).drop("batch_no"));
    }

    /** Returns rows as sorted text. */
    public static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> row.mkString(" | "))
                .sorted()
                .toList();
    }

    /** Returns the facts with the attributes of the versions they point to. */
    public List<String> star() {
        return texts(table(GoldTable.FACT_SALES)
                .as("f")
                .join(table(GoldTable.DIM_PRODUCT).as("p"), "product_key")
                .join(
                        table(GoldTable.DIM_CUSTOMER).as("c"),
                        org.apache.spark.sql.functions.expr("f.customer_key = c.customer_key"),
                        "left")
                .selectExpr("event_id", "product_name", "category", "customer_name", "customer_segment"));
    }

    /** Returns all tables without batch numbers. */
    public List<List<String>> everything() {
        return Arrays.stream(GoldTable.values()).map(this::withoutBatch).toList();
    }
}
