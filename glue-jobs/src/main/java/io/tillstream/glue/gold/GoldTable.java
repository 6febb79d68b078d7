package io.tillstream.glue.gold;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that follow Silver, in the order in which a batch reaches them: dimensions, fact, aggregate (invariant 5).
 * Columns are exactly the warehouse's, in its order, because COPY maps Parquet columns by position.
 */
public enum GoldTable {
    /** Products with their history (SCD2). */
    DIM_PRODUCT("dim_product", List.of("source", "product_id"), "", """
            product_key bigint
            source varchar(64)
            product_id varchar(128)
            product_name varchar(512)
            category varchar(128)
            sub_category varchar(128)
            valid_from timestamp
            valid_to timestamp
            is_current boolean
            batch_no bigint
            """),
    /** Customers with their history (SCD2). */
    DIM_CUSTOMER("dim_customer", List.of("source", "customer_id"), "", """
            customer_key bigint
            source varchar(64)
            customer_id varchar(64)
            customer_name varchar(256)
            customer_segment varchar(64)
            valid_from timestamp
            valid_to timestamp
            is_current boolean
            batch_no bigint
            """),
    /** Places: the key is a hash of all attributes, so a row never changes. */
    DIM_LOCATION("dim_location", List.of("location_key"), "", """
            location_key bigint
            country varchar(64)
            region varchar(64)
            state varchar(64)
            city varchar(128)
            postal_code varchar(32)
            batch_no bigint
            """),
    /** Stores: the key is a hash of source and id, so a row never changes. */
    DIM_STORE("dim_store", List.of("store_key"), "", """
            store_key bigint
            source varchar(64)
            store_id varchar(64)
            batch_no bigint
            """),
    /** One row per accepted sale. Hidden partitions of one business month: {@code date_key} without its last two digits. */
    FACT_SALES(
            "fact_sales",
            List.of("topic_id", "kafka_partition", "kafka_offset", "record_index"),
            "truncate(100, date_key)",
            """
            topic_id varchar(22)
            kafka_partition int
            kafka_offset bigint
            record_index int
            event_id varchar(128)
            source varchar(64)
            event_type varchar(8)
            order_id varchar(128)
            line_number int
            order_ts timestamp
            date_key int
            time_key int
            product_key bigint
            customer_key bigint
            location_key bigint
            store_key bigint
            channel varchar(32)
            payment_method varchar(32)
            quantity decimal(18,6)
            unit_price decimal(18,6)
            discount decimal(18,6)
            revenue decimal(18,6)
            tax decimal(18,6)
            profit decimal(18,6)
            currency varchar(3)
            ship_date date
            batch_no bigint
            """),
    /** Sums per day, category, region, channel and currency. Hidden partitions of one business month. */
    DAILY_SALES("daily_sales", List.of("date_key"), "truncate(100, date_key)", """
            date_key int
            category varchar(128)
            region varchar(64)
            channel varchar(32)
            currency varchar(3)
            revenue decimal(38,6)
            units decimal(38,6)
            lines bigint
            orders bigint
            returns bigint
            batch_no bigint
            """);

    private final String tableName;
    private final List<String> replaceKey;
    private final String partitioning;
    private final List<WarehouseColumn> columns;

    GoldTable(String tableName, List<String> replaceKey, String partitioning, String columns) {
        this.tableName = tableName;
        this.replaceKey = replaceKey;
        this.partitioning = partitioning;
        this.columns = Arrays.stream(columns.strip().split("\n"))
                .map(WarehouseColumn::parse)
                .toList();
    }

    /** Returns the name of the table, the same in Gold and in the warehouse. */
    public String tableName() {
        return tableName;
    }

    /** Returns the columns by which a load set replaces rows: those whose values are equal are one unit. */
    public List<String> replaceKey() {
        return replaceKey;
    }

    /** Returns the columns in the warehouse's order. */
    public List<WarehouseColumn> columns() {
        return columns;
    }

    /** Returns the names of {@link #columns}. */
    public String[] columnNames() {
        return columns.stream().map(WarehouseColumn::name).toArray(String[]::new);
    }

    /** Returns Iceberg's partition transform, or an empty text for a table without partitions. */
    String partitioning() {
        return partitioning;
    }

    /** Returns the columns as Spark and Iceberg have them. */
    public StructType schema() {
        return StructType.fromDDL(columns.stream()
                .map(column -> column.name() + " " + column.sparkType())
                .collect(Collectors.joining(", ")));
    }

    /** Returns the table's name in the catalog, with its namespace. */
    public String identifier() {
        return "gold." + tableName;
    }
}
