package io.tillstream.warehouse;

/** One row of fact_sales as a VALUES tuple; what a test does not name is fixed. */
record FactRow(long offset, String order, String quantity, String revenue) {
    private static final String FORM = "('dG9waWMtaWQtZm9yLXRlcw', 0, %d, 0, 'e%d', '%s', '%s', '%s', 1,"
            + " '2024-01-01 10:30:00', %d, 1030, %d, %d, %d, 0, NULL, NULL, %s, 1.5, NULL, %s, NULL, NULL, '%s', NULL, 1)";

    /** A SALE of till system {@code till}, in dollars, on 1 January 2024, with unknown dimension members. */
    String sale() {
        return row("till", "SALE", 20240101, 0, 0, 0, "USD");
    }

    String row(String source, String type, int dateKey, long product, long customer, long location, String currency) {
        return FORM.formatted(
                offset, offset, source, type, order, dateKey, product, customer, location, quantity, revenue, currency);
    }
}
