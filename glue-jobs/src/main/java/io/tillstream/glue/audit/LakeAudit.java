package io.tillstream.glue.audit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.NeedsPersonException;
import io.tillstream.glue.lake.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Counts what Silver and Gold hold up to a batch, from the rows themselves; only the cursor and totals are read as recorded. */
public final class LakeAudit {
    private static final String SALES = "silver.sales";
    private static final String QUARANTINE = "silver.quarantine";
    private static final String FACTS = "gold.fact_sales";
    private static final List<String> TABLES = List.of(SALES, QUARANTINE, FACTS);
    private static final List<String> TOTALS = List.of("rows_in", "accepted", "quarantined", "duplicates");

    private final Lake lake;

    /** Audits a lake. */
    public LakeAudit(Lake lake) {
        this.lake = lake;
    }

    /**
     * What Silver recorded and what the tables hold.
     *
     * @param cursor the recorded cursor, a JSON object
     * @param totals the recorded running totals
     * @param silver counted from silver.sales
     * @param quarantineRows counted from silver.quarantine
     * @param gold counted from gold.fact_sales
     */
    public record Findings(
            String cursor, Map<String, Long> totals, TableTotals silver, long quarantineRows, TableTotals gold) {
        /** Copies the map. */
        public Findings {
            totals = Map.copyOf(totals);
        }
    }

    /**
     * Audits up to a batch.
     *
     * @param batchNo the newest batch to count; 0 counts nothing
     * @throws NeedsPersonException if silver.sales has no snapshot of that batch
     */
    public Findings at(long batchNo) {
        Optional<Progress> progress = batchNo == 0 ? Optional.empty() : Optional.of(recorded(batchNo));
        Map<String, Long> totals = new HashMap<>();
        TOTALS.forEach(
                name -> totals.put(name, progress.map(at -> at.number(name)).orElse(0L)));
        Map<String, TableTotals> counted = countRows(batchNo);
        return new Findings(
                progress.map(at -> at.text("cursor")).orElse("{}"),
                totals,
                counted.getOrDefault(SALES, TableTotals.NONE),
                counted.getOrDefault(QUARANTINE, TableTotals.NONE).rows(),
                counted.getOrDefault(FACTS, TableTotals.NONE));
    }

    private Progress recorded(long batchNo) {
        return lake.find(SALES)
                .flatMap(sales -> sales.progressAt(batchNo))
                .orElseThrow(() -> new NeedsPersonException("no snapshot of " + SALES + " records batch " + batchNo
                        + ". Either the batch never was, or its snapshot has expired: audit a newer batch."));
    }

    /** One action for all tables: each is read once. */
    private Map<String, TableTotals> countRows(long batchNo) {
        Optional<Dataset<Row>> all = TABLES.stream()
                .map(lake::find)
                .flatMap(Optional::stream)
                .map(table -> sums(table, batchNo))
                .reduce(Dataset::unionByName);
        Map<String, TableTotals> totals = new HashMap<>();
        for (Row row : all.map(Dataset::collectAsList).orElse(List.of())) {
            totals.compute(
                    row.getString(0),
                    (table, before) -> (before == null ? TableTotals.NONE : before)
                            .with(row.getString(1), row.getLong(2), row.getDecimal(3), row.getDecimal(4)));
        }
        return totals;
    }

    private static Dataset<Row> sums(LakeTable table, long batchNo) {
        boolean money = !table.name().equals(QUARANTINE);
        Column revenue = money ? col("revenue") : lit(null).cast(DataTypes.createDecimalType(18, 6));
        Column coordinates =
                concat_ws(":", col("topic_id"), col("kafka_partition"), col("kafka_offset"), col("record_index"));
        Column digits = conv(substring(md5(coordinates.cast(DataTypes.BinaryType)), 1, 15), 16, 10)
                .cast(DataTypes.createDecimalType(28, 0));
        return table.rows()
                .where(col("batch_no").leq(batchNo))
                .groupBy((money ? col("currency") : lit("")).as("currency"))
                .agg(
                        count(lit(1)).as("row_count"),
                        coalesce(sum(revenue), lit(0).cast(DataTypes.createDecimalType(28, 6)))
                                .as("revenue"),
                        sum(digits).as("checksum"))
                .select(
                        lit(table.name()).as("table_name"),
                        col("currency"),
                        col("row_count"),
                        col("revenue"),
                        col("checksum"));
    }
}
