package io.tillstream.page.sales;

import io.tillstream.operations.command.CommandException;
import io.tillstream.warehouse.Query;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A bundled query about some of the sales only: wherever it reads the fact table, it reads the rows that the filters let through.
 * The query itself, and so what its figures mean, stays as it is.
 *
 * @param sql the statement
 * @param values values of its {@code :name} parameters; none becomes part of the text
 */
record NarrowedQuery(String sql, Map<String, String> values) {
    /** How every bundled query names the fact table; {@code NarrowedQueryTest} checks it. */
    static final String FACTS = "sales.fact_sales AS f";

    private static final int MOST_BYTES = 128;

    /** Copies the values. */
    NarrowedQuery {
        values = Map.copyOf(values);
    }

    /**
     * Narrows a query.
     *
     * @param asked parameters of the query and filters, by name
     * @throws io.tillstream.warehouse.InvalidParameterException if a name is neither, or a value is not of its form
     * @throws CommandException.Usage if a filter's value is not of its form
     */
    static NarrowedQuery of(Query query, Map<String, String> asked) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<SalesFilter, String> filters = new EnumMap<>(SalesFilter.class);
        asked.forEach((name, value) -> {
            boolean takes = query.parameters().stream()
                    .anyMatch(parameter -> parameter.parameterName().equals(name));
            SalesFilter filter = SalesFilter.named(name).orElse(null);
            if (filter == null || takes) {
                own.put(name, value);
            } else {
                filters.put(filter, checked(name, value));
            }
        });
        Map<String, String> values = new LinkedHashMap<>(query.values(own));
        if (filters.isEmpty()) {
            return new NarrowedQuery(query.sql(), values);
        }
        String narrowed = filters.keySet().stream()
                .map(SalesFilter::condition)
                .collect(Collectors.joining(
                        " AND ", "(SELECT narrowed.* FROM sales.fact_sales AS narrowed WHERE ", ") AS f"));
        filters.forEach((filter, value) -> values.put(filter.parameter(), value));
        return new NarrowedQuery(query.sql().replace(FACTS, narrowed), values);
    }

    private static String checked(String name, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MOST_BYTES || value.chars().anyMatch(Character::isISOControl)) {
            throw new CommandException.Usage("Filter " + name + " must be text of 1 to " + MOST_BYTES + " bytes.");
        }
        return value;
    }
}
