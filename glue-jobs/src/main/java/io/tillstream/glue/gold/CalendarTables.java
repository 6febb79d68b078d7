package io.tillstream.glue.gold;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code gold.dim_date} (1990-01-01 to 2099-12-31) and {@code gold.dim_time} (every minute of a day): written once, with
 * progress 0, because no batch changes them. The warehouse gets the same rows from its migrations, not from load sets.
 */
final class CalendarTables {
    private static final String DAYS = """
            SELECT year(d) * 10000 + month(d) * 100 + day(d) AS date_key, d AS date, day(d) AS day, month(d) AS month,
                   quarter(d) AS quarter, year(d) AS year, weekofyear(d) AS iso_week, weekday(d) + 1 AS weekday,
                   weekday(d) >= 5 AS is_weekend
            FROM (SELECT explode(sequence(DATE'1990-01-01', DATE'2099-12-31', INTERVAL 1 DAY)) AS d)
            """;

    private static final String MINUTES = """
            SELECT hour * 100 + minute AS time_key, hour, minute,
                   CASE WHEN hour < 6 THEN 'Night' WHEN hour < 12 THEN 'Morning' WHEN hour < 18 THEN 'Afternoon'
                        ELSE 'Evening' END AS daypart
            FROM (SELECT CAST(id DIV 60 AS int) AS hour, CAST(id % 60 AS int) AS minute FROM range(1440))
            """;

    private final Lake lake;

    CalendarTables(Lake lake) {
        this.lake = lake;
    }

    /** Creates what does not exist yet. */
    void create() {
        create("gold.dim_date", DAYS);
        create("gold.dim_time", MINUTES);
    }

    private void create(String name, String sql) {
        // A crash between the table's creation and its rows leaves a table without a snapshot.
        if (lake.find(name).flatMap(LakeTable::head).isPresent()) {
            return;
        }
        SparkSession spark = lake.spark();
        Dataset<Row> rows = spark.sql(sql).coalesce(1);
        LakeTable table = lake.findOrCreate(name, rows.schema(), "", Map.of());
        AuditBranch.dropLeftovers(table);
        AuditBranch branch = AuditBranch.open(table, "batch_0", table.head());
        branch.append(rows, Map.of(Progress.BATCH_NO, "0"));
        branch.publish();
    }
}
