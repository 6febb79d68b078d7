package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must hold of a dimension before it is published. */
final class DimensionAudit {
    private DimensionAudit() {}

    /**
     * Checks that no two rows have the same key, and none has the unknown member's.
     *
     * @throws KeyCollisionException if not
     */
    static void check(GoldTable table, String keyColumn, Dataset<Row> rows) {
        Row counts = rows.agg(
                        count(lit(1)),
                        count_distinct(col(keyColumn)),
                        count_if(col(keyColumn).equalTo(lit(SurrogateKey.UNKNOWN))))
                .first();
        if (counts.getLong(0) != counts.getLong(1) || counts.getLong(2) > 0) {
            throw new KeyCollisionException(table, counts.getLong(0), counts.getLong(1), counts.getLong(2));
        }
    }
}
