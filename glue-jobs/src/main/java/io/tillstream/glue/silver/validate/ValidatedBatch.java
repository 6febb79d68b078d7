package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.input.Coordinates;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a batch, each valid or with the reason why it is quarantined. They are computed once and kept, because
 * deduplication and the table's rows both read them.
 */
public final class ValidatedBatch implements AutoCloseable {
    /** Hash of source and event id: what the search for repeated ids groups by, eight bytes instead of two texts. */
    public static final String ID_HASH = "_id_hash";

    /** Code of the rejection; null for a valid row. */
    public static final String REASON = "_reason";

    /** What is wrong with a rejected row; null for a valid one. */
    public static final String DETAIL = "_detail";

    /** The value of a rejected row: its exact bytes where they did not parse, else canonical JSON. Null for a valid row. */
    public static final String PAYLOAD = "_payload";

    /** Whether {@link #PAYLOAD} is the exact bytes. */
    public static final String PAYLOAD_EXACT = "_payload_exact";

    private static final String VALIDATION = "_validation";

    private final Lake lake;
    private final BronzeRange range;
    private final Dataset<Row> rows;
    private final Profile profile;

    /** What one pass over the rows says of them. */
    private record Profile(
            long valid, long rejected, SortedSet<LocalDate> orderDates, Optional<Instant> newestRecord) {}

    private ValidatedBatch(Lake lake, BronzeRange range, Dataset<Row> rows, Profile profile) {
        this.lake = lake;
        this.range = range;
        this.rows = rows;
        this.profile = profile;
    }

    /**
     * Reads, fills and validates the rows of a range.
     *
     * @param businessTimeZone the zone whose calendar days are the order dates
     * @param defaultCurrency ISO 4217 code of a sale that states none
     * @throws ManualActionRequiredException if an object holds rows that its key and metadata do not cover
     */
    public static ValidatedBatch of(Lake lake, BronzeRange range, ZoneId businessTimeZone, String defaultCurrency) {
        UserDefinedFunction validate = udf(
                        new ValidationFunction(businessTimeZone, defaultCurrency), ValidationFunction.schema())
                .asNondeterministic();
        Column isParsed = col(BronzeColumns.CORRUPT_REASON).isNull();
        Dataset<Row> validated = ProductCatalogue.join(BronzeRows.read(lake, range), lake)
                .withColumn(
                        VALIDATION,
                        when(isParsed, validate.apply(SentSale.columns(), struct(ProductCatalogue.columns()))))
                .select(columns());
        Dataset<Row> kept = validated
                .withColumn(
                        ID_HASH,
                        when(
                                isValid(),
                                xxhash64(col(SaleField.SOURCE.fieldName()), col(SaleField.EVENT_ID.fieldName()))))
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new ValidatedBatch(lake, range, kept, profile(kept));
    }

    private static Column[] columns() {
        List<Column> columns = new ArrayList<>(BronzeRows.coordinateColumns());
        columns.add(col(BronzeColumns.KAFKA_TIMESTAMP));
        columns.add(
                either(BronzeColumns.CORRUPT_REASON, ValidationFunction.REASON).as(REASON));
        columns.add(
                either(BronzeColumns.CORRUPT_DETAIL, ValidationFunction.DETAIL).as(DETAIL));
        columns.add(
                either(BronzeColumns.CORRUPT_RECORD, ValidationFunction.PAYLOAD).as(PAYLOAD));
        columns.add(col(BronzeColumns.CORRUPT_REASON).isNotNull().as(PAYLOAD_EXACT));
        columns.add(col(SalesSchema.EXTRAS));
        columns.add(col(BronzeRows.MISPLACED));
        Stream.of(SilverColumns.CONTENT_HASH, SilverColumns.REVENUE, SilverColumns.ORDER_DATE)
                .forEach(name -> columns.add(col(VALIDATION + "." + name)));
        for (SaleField field : SaleField.values()) {
            columns.add(col(VALIDATION + "." + field.fieldName()));
        }
        return columns.toArray(new Column[0]);
    }

    private static Column either(String corrupt, String validation) {
        return coalesce(col(corrupt), col(VALIDATION + "." + validation));
    }

    /** Whether a row may become a sale. */
    public static Column isValid() {
        return col(REASON).isNull();
    }

    /** Fills the cache by the questions that must be answered before any row is compared: which days there are. */
    private static Profile profile(Dataset<Row> rows) {
        Column day = when(isValid(), expr("unix_date(" + SilverColumns.ORDER_DATE + ")"));
        SortedSet<LocalDate> dates = new TreeSet<>();
        long valid = 0;
        long rejected = 0;
        long misplaced = 0;
        long newestMillis = Long.MIN_VALUE;
        for (Row group : rows.groupBy(day.as("day"))
                .agg(
                        count(lit(1)),
                        max(unix_millis(col(BronzeColumns.KAFKA_TIMESTAMP))),
                        count_if(col(BronzeRows.MISPLACED)))
                .collectAsList()) {
            newestMillis = Math.max(newestMillis, group.getLong(2));
            misplaced += group.getLong(3);
            if (group.isNullAt(0)) {
                rejected += group.getLong(1);
            } else {
                dates.add(LocalDate.ofEpochDay(group.getInt(0)));
                valid += group.getLong(1);
            }
        }
        if (misplaced > 0) {
            Row example = rows.where(col(BronzeRows.MISPLACED)).first();
            throw new ManualActionRequiredException("Bronze objects of this batch hold " + misplaced
                    + " rows that their keys and metadata do not cover, for example the row at "
                    + Coordinates.of(example)
                    + ". Nothing was published. Bronze is never rewritten: find out who wrote the object, and restore it"
                    + " from its first version.");
        }
        return new Profile(
                valid,
                rejected,
                dates,
                valid + rejected == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newestMillis)));
    }

    /** Returns every row of the range: coordinates, the columns of a sale, and those named here. */
    public Dataset<Row> rows() {
        return rows;
    }

    /**
     * Returns coordinates and {@link #PAYLOAD} of all parsed rows, read from Bronze again. Only conflicts need it: a valid
     * row is not kept twice for the few of them.
     */
    public Dataset<Row> payloads() {
        List<Column> columns = new ArrayList<>(BronzeRows.coordinateColumns());
        columns.add(SentSale.canonical().as(PAYLOAD));
        return BronzeRows.read(lake, range)
                .where(col(BronzeColumns.CORRUPT_REASON).isNull())
                .select(columns.toArray(new Column[0]));
    }

    /** Returns how many rows may become sales. */
    public long valid() {
        return profile.valid();
    }

    /** Returns how many rows are quarantined for what they are, without regard to others. */
    public long rejected() {
        return profile.rejected();
    }

    /** Returns the order dates of the valid rows. */
    public SortedSet<LocalDate> orderDates() {
        return profile.orderDates();
    }

    /** Returns when Kafka took the newest record; nothing where the range has no rows. */
    public Optional<Instant> newestRecord() {
        return profile.newestRecord();
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
