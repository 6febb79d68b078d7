package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.lake.LakeKeys;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The product catalogue {@code reference/products/*.csv}. It fills what a sale does not say of its product. Where two
 * files name the same product, the file whose name comes last wins.
 */
final class ProductCatalogue {
    private static final List<SaleField> FILLED = SaleNormalization.FROM_CATALOGUE;
    private static final String PREFIX = LakeKeys.PRODUCT_CATALOGUES;
    private static final String ENTRY = "_catalogue_entry";

    private ProductCatalogue() {}

    /** Returns the catalogue's values beside a sale's own, in the order of {@link SaleNormalization#FROM_CATALOGUE}. */
    static Column[] columns() {
        return FILLED.stream().map(field -> col(column(field))).toArray(Column[]::new);
    }

    private static String column(SaleField field) {
        return "_catalogue_" + field.fieldName();
    }

    /** Adds the catalogue's values to each row; null where the catalogue has none. */
    static Dataset<Row> join(Dataset<Row> rows, Lake lake) {
        Optional<Dataset<Row>> catalogue = read(lake);
        if (catalogue.isEmpty()) {
            Dataset<Row> unfilled = rows;
            for (SaleField field : FILLED) {
                unfilled = unfilled.withColumn(column(field), lit(null).cast(BronzeRows.type(field.type())));
            }
            return unfilled;
        }
        Dataset<Row> right = catalogue.get();
        Column samePlace = trimmed(SaleField.SOURCE)
                .equalTo(right.col("_catalogue_source"))
                .and(trimmed(SaleField.PRODUCT_ID).equalTo(right.col("_catalogue_product_id")));
        return rows.join(right, samePlace, "left").drop("_catalogue_source", "_catalogue_product_id");
    }

    private static Optional<Dataset<Row>> read(Lake lake) {
        String[] paths = lake.store()
                .keys(PREFIX, "")
                .filter(key -> key.endsWith(".csv"))
                .map(lake.store()::uri)
                .toArray(String[]::new);
        if (paths.length == 0) {
            return Optional.empty();
        }
        StructType schema = new StructType()
                .add(SaleField.SOURCE.fieldName(), DataTypes.StringType)
                .add(SaleField.PRODUCT_ID.fieldName(), DataTypes.StringType);
        for (SaleField field : FILLED) {
            schema = schema.add(field.fieldName(), BronzeRows.type(field.type()));
        }
        // RFC 4180 and strict: a catalogue that cannot be read stops the job, because going on would quarantine sales.
        Dataset<Row> lines = lake.spark()
                .read()
                .schema(schema)
                .option("header", true)
                .option("enforceSchema", false)
                .option("multiLine", true)
                .option("escape", "\"")
                .option("mode", "FAILFAST")
                .csv(paths);
        Column[] entry = new Column[FILLED.size() + 1];
        entry[0] = col("_metadata.file_path").as("file");
        for (int i = 0; i < FILLED.size(); i++) {
            SaleField field = FILLED.get(i);
            entry[i + 1] = field.type() == FieldType.TEXT ? trimmed(field) : col(field.fieldName());
            entry[i + 1] = entry[i + 1].as(field.fieldName());
        }
        Dataset<Row> newest = lines.groupBy(
                        trimmed(SaleField.SOURCE).as("_catalogue_source"),
                        trimmed(SaleField.PRODUCT_ID).as("_catalogue_product_id"))
                .agg(max(struct(entry)).as(ENTRY));
        for (SaleField field : FILLED) {
            newest = newest.withColumn(column(field), col(ENTRY).getField(field.fieldName()));
        }
        return Optional.of(newest.drop(ENTRY));
    }

    private static Column trimmed(SaleField field) {
        return TrailingSpaces.removed(col(field.fieldName()));
    }
}
