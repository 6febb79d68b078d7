package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryPartsTest {
    private static final List<String> QUERIES = Warehouse.bundled().analytics().stream()
            .map(query -> Resources.text("analytics/" + query.name() + ".sql"))
            .toList();

    /** A meaning that is written out in a second place would drift from the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_rfm",
                "product_abc",
                "products_sold",
                "order_sums",
                "group_sums",
                "profit_sums",
                "revenue_share",
                "asked_for",
                "asked_till",
                "covered",
                "calendar_months",
                "month_sums",
                "coverage",
                "asked_months",
                "every_day",
                "asked_days",
                "followed",
                "return_sums",
                "return_rates",
                "top_products"
            })
    void aPartIsIncludedByAtLeastTwoQueriesAndWrittenOutInNone(String part) {
        String sql = Resources.text("analytics/parts/" + part + ".sql").replaceAll("(?m)^--.*\n", "");
        assertThat(QUERIES)
                .filteredOn(query -> query.contains("-- include: " + part + "\n"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(QUERIES).noneMatch(query -> query.contains(sql));
        assertThat(Warehouse.bundled().analytics())
                .noneMatch(query -> query.sql().contains("include"));
    }

    @Test
    void aPartMayIncludeAnother() {
        assertThat(QueryParts.resolve("-- include: customer_rfm\n"))
                .contains("WITH customer AS (", "WHERE :source IN ('*', f.source)")
                .doesNotContain("-- include");
    }

    @Test
    void aFormulaTakesItsArgumentsWhateverBracketsTheyHold() {
        assertThat(QueryParts.resolve("SELECT @ratio(SUM(COALESCE(a, 0)), @ratio(b, 2)) AS x"))
                .contains("CAST(SUM(COALESCE(a, 0)) AS DOUBLE PRECISION) / CAST(CASE WHEN ABS(CAST(b AS DOUBLE")
                .doesNotContain("@", "{a}", "{b}", "--");
        assertThatThrownBy(() -> QueryParts.resolve("@ratio(a)")).hasMessageContaining("takes two arguments");
        assertThatThrownBy(() -> QueryParts.resolve("@ratio(a, (b)")).hasMessageContaining("is not closed");
    }

    @Test
    void aPartThatIsMissingIsNamed() {
        assertThatThrownBy(() -> QueryParts.resolve("-- include: nothing\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("analytics/parts/nothing.sql");
    }
}
