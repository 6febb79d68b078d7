package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> NAMES =
            List.of("totals", "revenue_by_day", "revenue_by_month", "revenue_by_category", "top_products");

    @Test
    void findsTheNameBehindTypingErrors() {
        assertThat(Suggestions.of("revenu_by_categry", NAMES)).startsWith("revenue_by_category");
        assertThat(Suggestions.of("total", NAMES)).containsExactly("totals");
    }

    @Test
    void findsNamesThatShareAWord() {
        assertThat(Suggestions.of("products", NAMES)).contains("top_products");
    }

    @Test
    void suggestsNothingForNonsense() {
        assertThat(Suggestions.of("xyzzy", List.of("revenue_by_category"))).isEmpty();
    }

    @Test
    void countsEdits() {
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    }
}
