package io.tillstream.page;

import io.tillstream.operations.query.QueryRunner;
import io.tillstream.standins.postgres.WarehouseDatabase;
import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

/**
 * A warehouse behind the Data API with 9,000 sales of two years in two currencies, made without Spark. One product is called like
 * an attack.
 */
public final class SeededWarehouse implements AutoCloseable {
    /** A product's name that would be a picture with a script, were it ever taken for HTML. */
    public static final String HOSTILE = "<img src=x onerror=\"document.title='hacked'\">";
    /** A customer's name that a spreadsheet would take for a formula. */
    public static final String FORMULA = "=HYPERLINK(\"http://example.com\")";

    private static final String SOURCE = "CASE n % 2 WHEN 1 THEN 'till' ELSE 'web' END";
    private static final List<String> SEEDS = List.of(
            "INSERT INTO sales.dim_product SELECT n, " + SOURCE + ", 'P' || n, CASE n WHEN 1 THEN '"
                    + HOSTILE.replace("'", "''") + "' ELSE 'Product ' || n END, CASE n % 3 WHEN 0 THEN 'Furniture'"
                    + " WHEN 1 THEN 'Technology' ELSE 'Office supplies' END, NULL, '1900-01-01', NULL, TRUE, 1"
                    + " FROM generate_series(1, 24) AS n",
            "INSERT INTO sales.dim_customer SELECT n, " + SOURCE + ", 'C' || n, CASE n WHEN 1 THEN '" + FORMULA
                    + "' ELSE 'Customer ' || n END, CASE n % 2 WHEN 0 THEN 'Consumer' ELSE 'Corporate' END,"
                    + " '1900-01-01', NULL, TRUE, 1 FROM generate_series(1, 60) AS n",
            "INSERT INTO sales.dim_location VALUES (1, 'US', 'West', 'Oregon', 'Salem', '97301', 1),"
                    + " (2, 'US', 'East', 'New York', 'Albany', '12201', 1)",
            "INSERT INTO sales.dim_store VALUES (1, 'till', 'S-1', 1), (2, 'web', 'S-2', 1)",
            """
            INSERT INTO sales.fact_sales (topic_id, kafka_partition, kafka_offset, record_index, event_id, source, event_type,
              order_id, line_number, order_ts, date_key, time_key, product_key, customer_key, location_key, store_key, channel,
              payment_method, quantity, unit_price, discount, revenue, tax, profit, currency, ship_date, batch_no)
            SELECT 'dG9waWMtaWQtZm9yLXRlcw', n % 4, n / 4, 0, 'e' || n, CASE n % 2 WHEN 0 THEN 'till' ELSE 'web' END,
              CASE WHEN n % 40 = 0 THEN 'RETURN' ELSE 'SALE' END, 'o' || n / 4, 1, d.date + (8 + n % 12) * INTERVAL '1 hour',
              d.date_key, (8 + n % 12) * 100, n % 24 + 1, n % 60 + 1, n % 2 + 1, n % 2 + 1,
              CASE n % 3 WHEN 0 THEN 'store' WHEN 1 THEN 'web' END, 'card', CASE WHEN n % 40 = 0 THEN -1 ELSE 2 END, 10, 0,
              CASE WHEN n % 40 = 0 THEN -10 ELSE 20 + n % 7 + 200 * (1 - SIGN(n % 24)) END, NULL, 3,
              CASE WHEN n % 9 = 0 THEN 'EUR' ELSE 'USD' END, NULL, 1
            FROM generate_series(1, 9000) AS n JOIN sales.dim_date AS d ON d.date = DATE '2024-01-01' + n / 13""",
            "INSERT INTO ops.load_ledger VALUES (1, 1, 'attempt', 0, 1, 9000, '2026-11-01 10:00:00')");

    private final LocalRedshift redshift;
    private final QueryRunner runner;

    /** Starts PostgreSQL and fills it. */
    public SeededWarehouse(Path directory) throws Exception {
        redshift = new LocalRedshift(directory);
        runner = new QueryRunner(redshift.client());
        run(Warehouse.bundled().bootstrap());
        for (Migration migration : Warehouse.bundled().migrations()) {
            run(migration.batch());
        }
        execute(SEEDS.toArray(String[]::new));
    }

    private void run(List<String> batch) {
        String error = redshift.runBatch(batch.toArray(String[]::new)).error();
        if (error != null) {
            throw new IllegalStateException(error);
        }
    }

    /** Runs PostgreSQL's own SQL, below the Data API. */
    public void execute(String... statements) throws Exception {
        try (Connection connection = redshift.database()
                        .dataSource(WarehouseDatabase.WAREHOUSE)
                        .getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Asks through the Data API. */
    public QueryRunner runner() {
        return runner;
    }

    @Override
    public void close() throws Exception {
        runner.close();
        redshift.close();
    }
}
