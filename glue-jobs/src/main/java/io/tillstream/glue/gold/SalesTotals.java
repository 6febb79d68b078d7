package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.GoldColumns.ORDER_TS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one pass over the sales of a range says of them.
 *
 * @param rows sales
 * @param withoutCustomer of these, those without a customer id
 * @param wrongSign of these, those whose revenue has another sign than their quantity (invariant 5)
 * @param wrongDate of these, those whose order date is not that of the business time zone
 * @param revenue sum per currency; currencies are never added
 */
record SalesTotals(long rows, long withoutCustomer, long wrongSign, long wrongDate, Map<String, BigDecimal> revenue) {
    static final SalesTotals NONE = new SalesTotals(0, 0, 0, 0, Map.of());

    static SalesTotals of(Dataset<Row> sales, FactRows calendar) {
        long rows = 0;
        long withoutCustomer = 0;
        long wrongSign = 0;
        long wrongDate = 0;
        Map<String, BigDecimal> revenue = new TreeMap<>();
        for (Row currency : sales.groupBy("currency")
                .agg(
                        count(lit(1)),
                        count_if(col("customer_id").isNull()),
                        count_if(signum(col("revenue"))
                                .multiply(signum(col("quantity")))
                                .lt(0)),
                        count_if(not(FactRows.dateKeyOf(col("order_date")).equalTo(calendar.dateKey(col(ORDER_TS))))),
                        coalesce(sum("revenue"), lit(BigDecimal.ZERO)))
                .collectAsList()) {
            rows += currency.getLong(1);
            withoutCustomer += currency.getLong(2);
            wrongSign += currency.getLong(3);
            wrongDate += currency.getLong(4);
            revenue.put(currency.getString(0), currency.getDecimal(5));
        }
        return new SalesTotals(rows, withoutCustomer, wrongSign, wrongDate, Map.copyOf(revenue));
    }
}
