package io.tillstream.glue.gold;

import io.tillstream.lake.Column;
import io.tillstream.lake.WarehouseTable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that follow Silver, in the order in which a batch reaches them: dimensions, fact, aggregate (invariant 5).
 * Columns are exactly the warehouse's, in its order, because COPY maps Parquet columns by position.
 */
public enum GoldTable {
    /** Products with their history (SCD2). */
    DIM_PRODUCT(WarehouseTable.DIM_PRODUCT, ""),
    /** Customers with their history (SCD2). */
    DIM_CUSTOMER(WarehouseTable.DIM_CUSTOMER, ""),
    /** Places: the key is a hash of all attributes, so a row never changes. */
    DIM_LOCATION(WarehouseTable.DIM_LOCATION, ""),
    /** Stores: the key is a hash of source and id, so a row never changes. */
    DIM_STORE(WarehouseTable.DIM_STORE, ""),
    /** One row per accepted sale. Hidden partitions of one business month: {@code date_key} without its last two digits. */
    FACT_SALES(WarehouseTable.FACT_SALES, "truncate(100, date_key)"),
    /** Sums per day, category, region, channel and currency. Hidden partitions of one business month. */
    DAILY_SALES(WarehouseTable.DAILY_SALES, "truncate(100, date_key)");

    private final WarehouseTable warehouse;
    private final String partitioning;

    GoldTable(WarehouseTable warehouse, String partitioning) {
        this.warehouse = warehouse;
        this.partitioning = partitioning;
    }

    /** Returns the table as the warehouse has it, under the same name. */
    public WarehouseTable warehouse() {
        return warehouse;
    }

    /** Returns the name of the table, the same in Gold and in the warehouse. */
    public String tableName() {
        return warehouse.tableName();
    }

    /** Returns the columns in the warehouse's order. */
    public List<Column> columns() {
        return warehouse.columns();
    }

    /** Returns the names of {@link #columns}. */
    public String[] columnNames() {
        return columns().stream().map(Column::name).toArray(String[]::new);
    }

    /** Returns Iceberg's partition transform, or an empty text for a table without partitions. */
    String partitioning() {
        return partitioning;
    }

    /** Returns the columns as Spark and Iceberg have them. */
    public StructType schema() {
        return StructType.fromDDL(columns().stream()
                .map(column -> column.name() + " " + sparkType(column))
                .collect(Collectors.joining(", ")));
    }

    /** Returns the table's name in the catalog, with its namespace. */
    public String identifier() {
        return "gold." + tableName();
    }

    /** Text has no length in Spark and Iceberg; all other types have the warehouse's names. Instants carry UTC there. */
    private static String sparkType(Column column) {
        return column.type().startsWith("varchar(") ? "string" : column.type();
    }
}
