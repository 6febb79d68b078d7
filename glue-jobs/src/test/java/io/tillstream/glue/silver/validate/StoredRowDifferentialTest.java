package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.TestSession;
import io.tillstream.glue.silver.input.BronzeChains;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.lake.Cursor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The row that the validation stores, held against SQL expressions that say the same of Bronze's columns. */
class StoredRowDifferentialTest {
    private static final String[] TEXTS = {
        "a", "a ", " a", "a  ", " ", "", "a\t", "a\u00a0", "x  y ", "é ", "\ud83c\udf75 ", "\u3000"
    };
    private static final String[] CATALOGUED = {"p1", "p1 ", "p2", "p3", "p4  "};

    private final Random random = new Random(20_261_130);

    @TempDir
    private Path directory;

    @Test
    void theStoredRowIsWhatTheExpressionsSay() {
        FileObjectStore store = new FileObjectStore(directory);
        Lake lake = TestSession.freshLake(store);
        store.put(
                "reference/products/a.csv",
                ("source,product_id,product_name,category,sub_category,unit_price\n"
                                + "till,p1,Tea  ,Drinks,,1.5\ntill ,p2 ,,Hot ,Loose,\ntill,p4,\" \",x,y,0\n")
                        .getBytes(StandardCharsets.UTF_8));
        Sale[] sales = new Sale[400];
        for (int i = 0; i < sales.length; i++) {
            sales[i] = sale(i);
        }
        new BronzeFixture(store).append(sales);
        BronzeRange range = new BronzeChains(store, BronzeFixture.TOPIC).after(Cursor.START, 1_000);

        List<Column> stored = new ArrayList<>(List.of(col(BronzeColumns.KAFKA_OFFSET)));
        List<Column> expected = new ArrayList<>(stored);
        for (SaleField field : SaleField.values()) {
            stored.add(col(field.fieldName()).cast("string"));
            expected.add(filled(field).cast("string"));
        }
        stored.add(col(SalesSchema.EXTRAS).cast("string"));
        expected.add(col(SalesSchema.EXTRAS).cast("string"));
        try (ValidatedBatch batch = ValidatedBatch.of(lake, range, ZoneOffset.UTC, "EUR")) {
            assertThat(batch.valid()).isBetween(100L, 390L);
            Dataset<Row> valid = batch.rows().where(ValidatedBatch.isValid());
            Dataset<Row> expressions = catalogued(BronzeRows.read(lake, range), lake)
                    .join(valid.select(BronzeColumns.KAFKA_OFFSET), BronzeColumns.KAFKA_OFFSET);
            assertThat(texts(valid, stored)).containsExactlyElementsOf(texts(expressions, expected));

            Dataset<Row> rejected =
                    batch.rows().where(col(ValidatedBatch.REASON).isNotNull());
            List<Column> id = List.of(col(BronzeColumns.KAFKA_OFFSET), col("source"), col("event_id"));
            assertThat(texts(rejected, id))
                    .containsExactlyElementsOf(texts(
                            BronzeRows.read(lake, range)
                                    .join(rejected.select(BronzeColumns.KAFKA_OFFSET), BronzeColumns.KAFKA_OFFSET),
                            List.of(id.get(0), trimmed(col("source")), trimmed(col("event_id")))));
        }
    }

    private Sale sale(int i) {
        Sale sale = TestSale.good("e" + i + (random.nextBoolean() ? "" : "  "));
        for (SaleField field : SaleField.values()) {
            if (!field.required() && random.nextInt(3) > 0) {
                sale.remove(field);
                if (field.type() == FieldType.TEXT && random.nextInt(4) > 0 && field != SaleField.CURRENCY) {
                    sale.set(field, TEXTS[random.nextInt(TEXTS.length)]);
                }
            }
        }
        sale.set(SaleField.PRODUCT_ID, CATALOGUED[random.nextInt(CATALOGUED.length)]);
        if (random.nextBoolean()) {
            int first = (int) LocalDate.of(1, 1, 1).toEpochDay();
            int last = (int) LocalDate.of(9999, 12, 31).toEpochDay();
            int switched = (int) LocalDate.of(1582, 10, 10).toEpochDay();
            sale.set(
                    SaleField.SHIP_DATE,
                    random.nextInt(4) == 0 ? switched + random.nextInt(20) - 10 : first + random.nextInt(last - first));
        }
        if (random.nextBoolean()) {
            sale.set(SaleField.TAX, BigDecimal.valueOf(random.nextLong(999_999_999_999_999_999L), 6));
        }
        if (random.nextInt(5) == 0) {
            sale.extras().put("coupon", "x ");
        }
        sale.set(SaleField.ORDER_TS, sale.number(SaleField.ORDER_TS) + random.nextInt(1_000_000_000));
        return sale;
    }

    private static Column filled(SaleField field) {
        Column value = field.type() == FieldType.TEXT ? trimmed(col(field.fieldName())) : col(field.fieldName());
        if (SaleNormalization.FROM_CATALOGUE.contains(field)) {
            return coalesce(value, col("c_" + field.fieldName()));
        }
        return field == SaleField.CURRENCY ? coalesce(value, lit("EUR")) : value;
    }

    private static Column trimmed(Column text) {
        return when(length(rtrim(text)).gt(0), rtrim(text));
    }

    private static Dataset<Row> catalogued(Dataset<Row> rows, Lake lake) {
        Dataset<Row> catalogue = lake.spark()
                .sql("SELECT * FROM VALUES ('till', 'p1', 'Tea', 'Drinks', CAST(null AS string), 1.500000BD),"
                        + " ('till', 'p2', null, 'Hot', 'Loose', null), ('till', 'p4', null, 'x', 'y', 0BD)"
                        + " AS c(c_source, c_product_id, c_product_name, c_category, c_sub_category, c_unit_price)")
                .withColumn("c_unit_price", col("c_unit_price").cast("decimal(18,6)"));
        return rows.join(
                catalogue,
                trimmed(col("source"))
                        .equalTo(col("c_source"))
                        .and(trimmed(col("product_id")).equalTo(col("c_product_id"))),
                "left");
    }

    private static List<String> texts(Dataset<Row> rows, List<Column> columns) {
        return rows.select(columns.toArray(new Column[0])).collectAsList().stream()
                .sorted(java.util.Comparator.comparingLong(row -> row.getLong(0)))
                .map(row -> row.mkString("|"))
                .toList();
    }
}
