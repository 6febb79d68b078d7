package io.tillstream.warehouse.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * One line of a sale as a till stated it; what it does not say is null.
 *
 * @param at when, in the business time zone
 * @param recorded its place among the lines that were recorded
 */
record Sale(
        String source,
        String order,
        boolean returned,
        LocalDateTime at,
        int recorded,
        String productId,
        String productName,
        String category,
        String subCategory,
        String customerId,
        String customerName,
        String segment,
        Map<String, String> where,
        String store,
        String channel,
        String payment,
        BigDecimal quantity,
        BigDecimal unitPrice,
        BigDecimal discount,
        BigDecimal revenue,
        BigDecimal tax,
        BigDecimal profit,
        String currency,
        LocalDate shipped) {

    /** Reads a line from its attributes by name. A line without a product or customer has none of their attributes. */
    static Sale of(int place, Map<String, String> line) {
        String product = text(line, "product_id");
        String customer = text(line, "customer_id");
        return new Sale(
                line.get("source"),
                line.get("order_id"),
                "RETURN".equals(line.get("event_type")),
                LocalDateTime.parse(line.get("order_ts")),
                place,
                product,
                product == null ? null : text(line, "product_name"),
                product == null ? null : text(line, "category"),
                product == null ? null : text(line, "sub_category"),
                customer,
                customer == null ? null : text(line, "customer_name"),
                customer == null ? null : text(line, "customer_segment"),
                line,
                text(line, "store_id"),
                text(line, "channel"),
                text(line, "payment_method"),
                number(line, "quantity"),
                number(line, "unit_price"),
                number(line, "discount"),
                number(line, "revenue"),
                number(line, "tax"),
                number(line, "profit"),
                line.get("currency"),
                text(line, "ship_date") == null ? null : LocalDate.parse(line.get("ship_date")));
    }

    private static String text(Map<String, String> line, String name) {
        String value = line.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static BigDecimal number(Map<String, String> line, String name) {
        String value = text(line, name);
        return value == null ? null : new BigDecimal(value);
    }

    LocalDate day() {
        return at.toLocalDate();
    }

    YearMonth month() {
        return YearMonth.from(at);
    }

    boolean sold() {
        return !returned;
    }

    /** The country, region, state or city of the sale. */
    String place(String name) {
        return known(text(where, name));
    }

    String storeId() {
        return known(store);
    }

    List<String> orderKey() {
        return List.of(source, order);
    }

    List<String> productKey() {
        return List.of(source, known(productId));
    }

    List<String> customerKey() {
        return List.of(source, known(customerId));
    }

    static String known(String value) {
        return value == null ? "Unknown" : value;
    }
}
