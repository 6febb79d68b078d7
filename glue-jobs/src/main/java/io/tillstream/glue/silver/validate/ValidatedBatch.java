package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.input.BronzeRows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a batch, each with its validation result. They are computed once and kept, because the decisions, the quarantine and
 * the sales all read them.
 */
public final class ValidatedBatch implements AutoCloseable {
    /** Hash of source and event id: what the search for repeated ids groups by, eight bytes instead of two texts. */
    public static final String ID_HASH = "_id_hash";

    /** Code of the rejection; null for a fit row. */
    public static final String REASON = "_reason";

    public static final String DETAIL = "_detail";

    /** The stored forms of the two parts of a sale's id. */
    public static final String SOURCE = "_source";

    public static final String EVENT_ID = "_event_id";

    private static final String VALIDATION = "_validation";

    private final Dataset<Row> rows;
    private final long fit;
    private final long rejected;
    private final SortedSet<LocalDate> orderDates;
    private final Optional<Instant> newestRecord;

    private ValidatedBatch(
            Dataset<Row> rows,
            long fit,
            long rejected,
            SortedSet<LocalDate> orderDates,
            Optional<Instant> newestRecord) {
        this.rows = rows;
        this.fit = fit;
        this.rejected = rejected;
        this.orderDates = orderDates;
        this.newestRecord = newestRecord;
    }

    /**
     * Reads, fills and validates the rows of a range.
     *
     * @param businessTimeZone the zone whose calendar days are the order dates
     * @param defaultCurrency ISO 4217 code of a sale that states none
     * @param recorded coordinates of the rows that a run before this one has quarantined already; null in a first run
     */
    public static ValidatedBatch of(
            Lake lake, BronzeRange range, ZoneId businessTimeZone, String defaultCurrency, Dataset<Row> recorded) {
        UserDefinedFunction validate = udf(
                        new ValidationFunction(businessTimeZone, defaultCurrency), ValidationFunction.RESULT)
                .asNondeterministic();
        Column[] catalogue = ProductCatalogue.FILLED.stream()
                .map(field -> col(ProductCatalogue.column(field)))
                .toArray(Column[]::new);
        Dataset<Row> validated = ProductCatalogue.join(BronzeRows.read(lake, range), lake)
                .withColumn(
                        VALIDATION,
                        when(
                                col(BronzeColumns.CORRUPT_REASON).isNull(),
                                validate.apply(struct(SaleColumns.asSent()), struct(catalogue))));
        validated = Recorded.mark(validated, recorded)
                .withColumn(REASON, coalesce(col(BronzeColumns.CORRUPT_REASON), col(VALIDATION + ".reason")))
                .withColumn(DETAIL, coalesce(col(BronzeColumns.CORRUPT_DETAIL), col(VALIDATION + ".detail")))
                .withColumn(SilverColumns.CONTENT_HASH, col(VALIDATION + ".content_hash"))
                .withColumn(SilverColumns.REVENUE, col(VALIDATION + ".revenue"))
                .withColumn(SilverColumns.ORDER_DATE, expr("date_from_unix_date(" + VALIDATION + ".order_day)"))
                .drop(VALIDATION)
                .withColumn(SOURCE, SaleColumns.stored(SaleField.SOURCE))
                .withColumn(EVENT_ID, SaleColumns.stored(SaleField.EVENT_ID))
                .withColumn(ID_HASH, when(isFit(), xxhash64(col(SOURCE), col(EVENT_ID))))
                .persist(StorageLevel.MEMORY_AND_DISK());
        return profiled(validated);
    }

    /** Whether a row may become a sale: nothing speaks against it alone, and no run before has quarantined it. */
    public static Column isFit() {
        return col(REASON).isNull().and(not(Recorded.isRecorded()));
    }

    /** Fills the cache by the one question that must be answered before any row is compared: which days there are. */
    private static ValidatedBatch profiled(Dataset<Row> validated) {
        Column day = when(isFit(), expr("unix_date(" + SilverColumns.ORDER_DATE + ")"));
        SortedSet<LocalDate> dates = new TreeSet<>();
        long fit = 0;
        long rejected = 0;
        long newestMillis = Long.MIN_VALUE;
        Column newest = max(unix_millis(col(BronzeColumns.KAFKA_TIMESTAMP)));
        for (Row group :
                validated.groupBy(day.as("day")).agg(count(lit(1)), newest).collectAsList()) {
            newestMillis = Math.max(newestMillis, group.getLong(2));
            if (group.isNullAt(0)) {
                rejected += group.getLong(1);
            } else {
                dates.add(LocalDate.ofEpochDay(group.getInt(0)));
                fit += group.getLong(1);
            }
        }
        return new ValidatedBatch(
                validated,
                fit,
                rejected,
                dates,
                fit + rejected == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newestMillis)));
    }

    /** Returns every row of the range: Bronze's columns, the catalogue's, and the validation's. */
    public Dataset<Row> rows() {
        return rows;
    }

    /** Returns how many rows may become sales. */
    public long fit() {
        return fit;
    }

    /** Returns how many rows are quarantined whatever the others are. */
    public long rejected() {
        return rejected;
    }

    /** Returns the order dates of the fit rows. */
    public SortedSet<LocalDate> orderDates() {
        return orderDates;
    }

    /** Returns when Kafka took the newest record; nothing where the range has no rows. */
    public Optional<Instant> newestRecord() {
        return newestRecord;
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
