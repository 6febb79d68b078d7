package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.when;

import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** A sale's fields as expressions over Bronze's columns: as sent, and as Silver stores them. */
public final class SaleColumns {
    private SaleColumns() {}

    /**
     * Returns the field as Silver stores it, before anything is filled in. Text loses its trailing spaces, which Redshift
     * does not compare (VARCHAR, "Significance of trailing blanks"): two keys that differ only in them would be two in
     * Spark and one in the warehouse. What is empty then is no value.
     */
    public static Column stored(SaleField field) {
        Column value = col(field.fieldName());
        if (field.type() != FieldType.TEXT) {
            return value;
        }
        return when(length(rtrim(value)).gt(0), rtrim(value));
    }

    /** Returns the field as Silver stores it, filled from the catalogue's columns and the default currency. */
    public static Column filled(SaleField field, String defaultCurrency) {
        if (ProductCatalogue.FILLED.contains(field)) {
            return coalesce(stored(field), col(ProductCatalogue.column(field)));
        }
        return field == SaleField.CURRENCY ? coalesce(stored(field), lit(defaultCurrency)) : stored(field);
    }

    /**
     * Returns the fields as sent, in the units of {@code Sale}, and the extras: what {@link SaleRows} reads. Whole
     * numbers instead of Spark's dates and times, whose Java forms know another calendar before 1582.
     */
    public static Column[] asSent() {
        List<Column> columns = new ArrayList<>();
        for (SaleField field : SaleField.values()) {
            String name = field.fieldName();
            columns.add(
                    switch (field.type()) {
                        case TEXT, INT, DECIMAL -> col(name);
                        case TIMESTAMP -> expr("unix_micros(" + name + ")").as(name);
                        case DATE -> expr("unix_date(" + name + ")").as(name);
                    });
        }
        columns.add(col(SalesSchema.EXTRAS));
        return columns.toArray(new Column[0]);
    }
}
