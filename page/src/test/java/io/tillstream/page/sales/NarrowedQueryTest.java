package io.tillstream.page.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.operations.command.CommandException;
import io.tillstream.warehouse.InvalidParameterException;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NarrowedQueryTest {
    static Stream<Query> queries() {
        return Warehouse.bundled().analytics().stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyBundledQueryReadsFactsWhereAFilterReachesThem(Query query) {
        String sql = NarrowedQuery.of(query, Map.of("region", "West")).sql();

        assertThat(query.sql()).contains(NarrowedQuery.FACTS);
        assertThat(query.sql().replace(NarrowedQuery.FACTS, ""))
                .doesNotContain("fact_sales", "daily_sales", "monthly_sales");
        assertThat(sql).contains(":region").doesNotContain(NarrowedQuery.FACTS);
    }

    @Test
    void aQueryWithoutFiltersStaysAsItIs() {
        Query query = query("totals");

        assertThat(NarrowedQuery.of(query, Map.of()).sql()).isEqualTo(query.sql());
    }

    @Test
    void aValueNeverBecomesPartOfTheText() {
        NarrowedQuery narrowed =
                NarrowedQuery.of(query("totals"), Map.of("category", "x' OR '1'='1", "source", "y'; DROP"));

        assertThat(narrowed.sql()).doesNotContain("OR '1'", "DROP");
        assertThat(narrowed.values()).containsEntry("category", "x' OR '1'='1").containsEntry("source", "y'; DROP");
    }

    @Test
    void whatIsNeitherParameterNorFilterIsRefused() {
        assertThatThrownBy(() -> NarrowedQuery.of(query("totals"), Map.of("sql", "SELECT 1")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("no parameter sql");
        assertThatThrownBy(() -> NarrowedQuery.of(query("totals"), Map.of("region", "")))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("Filter region");
    }

    private static Query query(String name) {
        return Warehouse.bundled().analytics(name).orElseThrow();
    }
}
