package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** The fields of a sale as sent: from Bronze's columns into a {@link Sale}. */
public final class SentSale {
    private static final SaleField[] FIELDS = SaleField.values();
    private static final int EXTRAS_INDEX = FIELDS.length;

    private SentSale() {}

    /**
     * Returns Bronze's fields and extras in the units of {@link Sale}: what {@link #read} takes. Whole numbers instead of
     * Spark's dates and times, whose Java forms know another calendar before 1582.
     */
    public static Column columns() {
        List<Column> columns = new ArrayList<>();
        for (SaleField field : FIELDS) {
            String name = field.fieldName();
            columns.add(
                    switch (field.type()) {
                        case TEXT, INT, DECIMAL -> col(name);
                        case TIMESTAMP -> expr("unix_micros(" + name + ")").as(name);
                        case DATE -> expr("unix_date(" + name + ")").as(name);
                    });
        }
        columns.add(col(SalesSchema.EXTRAS));
        return struct(columns.toArray(new Column[0]));
    }

    /** Returns the canonical JSON of the sale of Bronze's columns: the payload of a quarantined row. */
    public static Column canonical() {
        return udf((UDF1<Row, byte[]>) SentSale::encoded, DataTypes.BinaryType).apply(columns());
    }

    private static byte[] encoded(Row sent) {
        Sale sale = new Sale();
        read(sent, sale);
        return new SaleEncoder().encode(sale);
    }

    /** Fills the sale, cleared before, with the values of a row of {@link #columns}. */
    static void read(Row row, Sale sale) {
        sale.clear();
        for (int i = 0; i < FIELDS.length; i++) {
            if (!row.isNullAt(i)) {
                set(sale, FIELDS[i], row.get(i));
            }
        }
        if (!row.isNullAt(EXTRAS_INDEX)) {
            Map<String, String> extras = row.getJavaMap(EXTRAS_INDEX);
            sale.extras().putAll(extras);
        }
    }

    /** Sets a field from its value in Spark, in the units of {@link #columns}. */
    static void set(Sale sale, SaleField field, Object value) {
        switch (field.type()) {
            case TEXT -> sale.set(field, (String) value);
            case INT, DATE -> sale.set(field, ((Integer) value).longValue());
            case TIMESTAMP -> sale.set(field, ((Long) value).longValue());
            case DECIMAL -> sale.set(field, (BigDecimal) value);
        }
    }
}
