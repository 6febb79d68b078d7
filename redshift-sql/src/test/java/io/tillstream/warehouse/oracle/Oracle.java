package io.tillstream.warehouse.oracle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Every analytics query a second time, from the lines themselves and in plain Java: no SQL, no star schema, no shared code. It is
 * written from the definitions in docs/reference/metrics.md, in exact decimals.
 */
public final class Oracle {
    private final Map<String, Function<Facts.Asked, List<String>>> answers = new HashMap<>();

    /** @param lines the attributes of each line by name, in the order in which they were recorded */
    public Oracle(Collection<Map<String, String>> lines) {
        Facts facts = new Facts(lines);
        new GroupAnswers(facts).register(answers);
        new SeriesAnswers(facts).register(answers);
        new ProductAnswers(facts).register(answers);
        new CustomerAnswers(facts).register(answers);
        new ProfitAnswers(facts).register(answers);
        new ReturnAnswers(facts).register(answers);
        new PeriodAnswers(facts).register(answers);
        new LoyaltyAnswers(facts).register(answers);
    }

    /** The names of the queries that it answers. */
    public Set<String> names() {
        return answers.keySet();
    }

    /**
     * Returns the rows, their values joined by {@code |}.
     *
     * @param values of every parameter of the query
     */
    public List<String> answer(String query, Map<String, String> values) {
        return answers.get(query).apply(new Facts.Asked(values));
    }
}
