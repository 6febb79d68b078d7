package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.silver.input.BronzeRows;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Marks the rows that a run before this one has quarantined already: those decisions are taken as made (invariant 3). */
public final class Recorded {
    private static final String RECORDED = "_recorded";

    private Recorded() {}

    /** Adds the mark; without recorded rows, it is false everywhere. */
    static Dataset<Row> mark(Dataset<Row> rows, Dataset<Row> recorded) {
        if (recorded == null) {
            return rows.withColumn(RECORDED, lit(false));
        }
        Dataset<Row> marks = recorded.select(BronzeRows.coordinateColumns().toArray(new Column[0]))
                .withColumn("_mark", lit(true));
        return rows.join(marks, BronzeRows.joinNames(), "left")
                .withColumn(RECORDED, col("_mark").isNotNull())
                .drop("_mark");
    }

    /** Whether a row is marked. */
    public static Column isRecorded() {
        return col(RECORDED);
    }
}
