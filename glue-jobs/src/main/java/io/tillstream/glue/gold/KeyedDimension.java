package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.GoldColumns.BATCH_NO;
import static io.tillstream.glue.gold.GoldColumns.SOURCE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A dimension without history: its key is a hash of all its columns, so rows are only ever added.
 *
 * @param table where it is kept
 * @param keyColumn its surrogate key
 * @param naturalKey the columns of a sale that make it
 * @param optional those of them that a sale may lack; where all of them are missing, the sale has the unknown member
 */
record KeyedDimension(GoldTable table, String keyColumn, List<String> naturalKey, List<String> optional) {
    private static final List<String> PLACE = List.of("country", "region", "state", "city", "postal_code");

    static final KeyedDimension LOCATION = new KeyedDimension(GoldTable.DIM_LOCATION, "location_key", PLACE, PLACE);
    static final KeyedDimension STORE =
            new KeyedDimension(GoldTable.DIM_STORE, "store_key", List.of(SOURCE, "store_id"), List.of("store_id"));

    /** Returns the key of a sale's member: no join is needed, because the key is a function of the sale. */
    Column key() {
        return functions.when(isUnknown(), lit(SurrogateKey.UNKNOWN)).otherwise(SurrogateKey.of(columns(naturalKey)));
    }

    /**
     * Returns the members that the sales have and the dimension lacks.
     *
     * @param existing the dimension's rows, or nothing if it has none
     * @param batchNo what the new rows carry
     */
    DimensionChange change(Dataset<Row> sales, Optional<Dataset<Row>> existing, long batchNo) {
        Dataset<Row> members = sales.where(functions.not(isUnknown()))
                .select(columns(naturalKey))
                .distinct();
        // By natural key and not by hash: a collision must reach the audit instead of passing for a known member.
        Dataset<Row> added =
                existing.map(known -> missing(members.as("m"), known.as("k"))).orElse(members);
        return new DimensionChange.Append(added.withColumn(keyColumn, SurrogateKey.of(columns(naturalKey)))
                .withColumn(BATCH_NO, lit(batchNo))
                .select(SurrogateKey.columns(table.columnNames())));
    }

    private Dataset<Row> missing(Dataset<Row> members, Dataset<Row> known) {
        Column same = naturalKey.stream()
                .map(name -> col("m." + name).eqNullSafe(col("k." + name)))
                .reduce(Column::and)
                .orElseThrow();
        return members.join(known, same, "left_anti");
    }

    private Column isUnknown() {
        return optional.stream()
                .map(name -> col(name).isNull())
                .reduce(Column::and)
                .orElseThrow();
    }

    private static Column[] columns(List<String> names) {
        return SurrogateKey.columns(names.toArray(String[]::new));
    }
}
