package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.warehouse.Warehouse;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void itDefinesEveryFigureOfTheQueryAndNoOther() {
        assertThat(Explanation.of(
                        Warehouse.bundled().analytics("orders_by_week").orElseThrow()))
                .startsWith("orders_by_week: How many orders")
                .contains(
                        "  orders: distinct orders of one till system that have a SALE line in the group; a credit note is not"
                                + " an order (count; may be added over nothing: count it anew for each group).",
                        "  return_orders: ",
                        "  since, default 1990-01-01: ")
                .doesNotContain("  revenue: ");
    }

    @Test
    void everyQueryCanBeExplained() {
        assertThat(Warehouse.bundled().analytics())
                .allSatisfy(query -> assertThat(Explanation.of(query)).contains(query.question(), "Parameters:"));
    }
}
