package io.tillstream.lake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables that Gold and the warehouse share and that load sets change, in the order in which a load changes them:
 * dimensions, facts, aggregates. Every load takes them in this order, so that two loads cannot deadlock. Their columns are
 * the lines of {@code tables/*.txt}, their only source: Gold, load sets and the warehouse read them from here.
 */
public enum WarehouseTable {
    /** Products with their history (SCD2). */
    DIM_PRODUCT(LoadOperation.REPLACE, "source", "product_id"),
    /** Customers with their history (SCD2). */
    DIM_CUSTOMER(LoadOperation.REPLACE, "source", "customer_id"),
    /** Places; a row never changes. */
    DIM_LOCATION(LoadOperation.REPLACE, "location_key"),
    /** Stores; a row never changes. */
    DIM_STORE(LoadOperation.REPLACE, "store_key"),
    /** One row for each accepted sale. */
    FACT_SALES(LoadOperation.APPEND, "topic_id", "kafka_partition", "kafka_offset", "record_index"),
    /** Sums for each day, category, region, channel and currency. */
    DAILY_SALES(LoadOperation.REPLACE, "date_key");

    private final LoadOperation operation;
    private final List<String> key;
    private final List<Column> columns;

    WarehouseTable(LoadOperation operation, String... key) {
        this.operation = operation;
        this.key = List.of(key);
        this.columns = TableColumns.of(tableName());
    }

    /** Returns the table's name without its schema, for example {@code dim_product}. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name with its schema, for example {@code sales.dim_product}. */
    public String qualifiedName() {
        return "sales." + tableName();
    }

    /** Returns how a load set usually changes the table. */
    public LoadOperation operation() {
        return operation;
    }

    /**
     * Returns whether a load set may change the table so. Facts are appended, or replaced by their coordinates where a late
     * event has moved earlier ones to another dimension version; every other table is replaced only.
     */
    public boolean allows(LoadOperation wanted) {
        return wanted == LoadOperation.REPLACE || operation == LoadOperation.APPEND;
    }

    /** Returns whether the key names one row, so that staging it twice is an error; otherwise it names several. */
    public boolean keyIsUnique() {
        return operation == LoadOperation.APPEND;
    }

    /** Returns whether rows are replaced by whole days, so that a day may also lose all of them. */
    public boolean isReplacedByDay() {
        return key.equals(List.of("date_key"));
    }

    /** Returns whether every row belongs to a day, by which the table is sorted. */
    public boolean hasDateKey() {
        return columns.stream().anyMatch(column -> column.name().equals("date_key"));
    }

    /** Returns the columns by which rows are replaced, or which distinguish an appended row from every other. */
    public List<String> key() {
        return key;
    }

    /** Returns the columns, in the order of the table and of the files: COPY maps Parquet by position. */
    public List<Column> columns() {
        return columns;
    }

    /** Returns the SHA-256, hex, of the lines {@code name type} joined by newline. */
    public String schemaFingerprint() {
        return TableColumns.fingerprint(columns);
    }

    /** Returns the table of that name without schema, or nothing if load sets change none of that name. */
    public static Optional<WarehouseTable> named(String tableName) {
        for (WarehouseTable table : values()) {
            if (table.tableName().equals(tableName)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }
}
