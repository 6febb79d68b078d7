package io.tillstream.page.sales;

import java.util.Arrays;
import java.util.Optional;

/** What the page's figures can be narrowed to besides a till system and a span of days, which every query takes itself. */
enum SalesFilter {
    /** Sales in one currency. */
    CURRENCY("currency", "narrowed.currency = :currency"),
    /** Sales of products that had this category when they were sold. */
    CATEGORY(
            "category",
            "narrowed.product_key IN (SELECT product_key FROM sales.dim_product"
                    + " WHERE COALESCE(category, 'Unknown') = :category)"),
    /** Sales at places in this region. */
    REGION(
            "region",
            "narrowed.location_key IN (SELECT location_key FROM sales.dim_location"
                    + " WHERE COALESCE(region, 'Unknown') = :region)"),
    /** Sales through this channel. */
    CHANNEL("channel", "COALESCE(narrowed.channel, 'Unknown') = :channel");

    private final String parameter;
    private final String condition;

    SalesFilter(String parameter, String condition) {
        this.parameter = parameter;
        this.condition = condition;
    }

    /** The filter of that name, if there is one. */
    static Optional<SalesFilter> named(String name) {
        return Arrays.stream(values())
                .filter(filter -> filter.parameter.equals(name))
                .findFirst();
    }

    /** Its name in the page's address and in SQL, where it follows a colon. */
    String parameter() {
        return parameter;
    }

    /** What holds for the rows that it lets through. */
    String condition() {
        return condition;
    }
}
