package io.tillstream.cli.loading;

import io.tillstream.lake.WarehouseTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of a warehouse table; what a test does not name is fixed or null. */
record TableRow(WarehouseTable table, Map<String, Object> values) {
    static TableRow fact(long offset, int dateKey, long productKey, String revenue, String currency, long batchNo) {
        return new TableRow(WarehouseTable.FACT_SALES, new LinkedHashMap<>())
                .with("topic_id", "dG9waWMtaWQtZm9yLXRlcw")
                .with("kafka_partition", 0)
                .with("kafka_offset", offset)
                .with("record_index", 0)
                .with("event_id", "e" + offset)
                .with("source", "till")
                .with("event_type", "SALE")
                .with("order_id", "o" + offset)
                .with("line_number", 1)
                .with("order_ts", LocalDate.of(2024, 1, dateKey % 100).atTime(10, 30))
                .with("date_key", dateKey)
                .with("time_key", 1030)
                .with("product_key", productKey)
                .with("customer_key", 0L)
                .with("location_key", 0L)
                .with("store_key", 0L)
                .with("quantity", new BigDecimal("1"))
                .with("revenue", new BigDecimal(revenue))
                .with("currency", currency)
                .with("batch_no", batchNo);
    }

    static TableRow product(long key, String id, String name, LocalDateTime from, LocalDateTime to, long batchNo) {
        return new TableRow(WarehouseTable.DIM_PRODUCT, new LinkedHashMap<>())
                .with("product_key", key)
                .with("source", "till")
                .with("product_id", id)
                .with("product_name", name)
                .with("category", "Drinks")
                .with("valid_from", from)
                .with("valid_to", to)
                .with("is_current", to == null)
                .with("batch_no", batchNo);
    }

    static TableRow day(int dateKey, String category, String revenue, long batchNo) {
        return new TableRow(WarehouseTable.DAILY_SALES, new LinkedHashMap<>())
                .with("date_key", dateKey)
                .with("category", category)
                .with("region", "Unknown")
                .with("channel", "Unknown")
                .with("currency", "USD")
                .with("revenue", new BigDecimal(revenue))
                .with("units", new BigDecimal("1"))
                .with("lines", 1L)
                .with("orders", 1L)
                .with("returns", 0L)
                .with("batch_no", batchNo);
    }

    TableRow with(String column, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(column, value);
        return new TableRow(table, changed);
    }

    /** The values by which the row is replaced. */
    List<Object> key() {
        return table.key().stream().map(values::get).toList();
    }

    /** The row as {@link Warehouses#contents} reads it back. */
    String text() {
        StringBuilder text = new StringBuilder();
        table.columns().forEach(column -> {
            Object value = values.get(column.name());
            text.append(
                            value instanceof BigDecimal amount
                                    ? amount.stripTrailingZeros().toPlainString()
                                    : value instanceof LocalDateTime instant
                                            ? java.sql.Timestamp.valueOf(instant)
                                                    .toString()
                                            : String.valueOf(value))
                    .append('|');
        });
        return text.toString().replaceAll("\\.0\\|", "|");
    }
}
