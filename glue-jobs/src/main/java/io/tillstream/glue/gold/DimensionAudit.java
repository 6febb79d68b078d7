package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must hold of a dimension before it is published. */
final class DimensionAudit {
    private DimensionAudit() {}

    /**
     * Checks that no row of the batch has the key of another row, or the unknown member's. Earlier rows were checked with their
     * own batch, and only their keys are read.
     *
     * @throws KeyCollisionException if not
     */
    static void check(GoldTable table, String keyColumn, Dataset<Row> rows, long batchNo) {
        Dataset<Row> written =
                rows.where(col("batch_no").equalTo(batchNo)).select(keyColumn).distinct();
        Row counts = rows.select(keyColumn)
                .join(written, new String[] {keyColumn}, "left_semi")
                .groupBy(keyColumn)
                .agg(count(lit(1)).as("n"))
                .agg(
                        coalesce(sum("n"), lit(0L)),
                        count(lit(1)),
                        count_if(col(keyColumn).equalTo(lit(SurrogateKey.UNKNOWN))))
                .first();
        if (counts.getLong(0) != counts.getLong(1) || counts.getLong(2) > 0) {
            throw new KeyCollisionException(table, counts.getLong(0), counts.getLong(1), counts.getLong(2));
        }
    }
}
