package io.tillstream.producer.simulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulation made. {@code events = lines + malformed}, {@code lines = distinct + duplicates}.
 *
 * @param events records
 * @param lines records that are a valid order line, repeats included
 * @param distinct lines without their repeats: what the warehouse must end with
 * @param duplicates exact repeats
 * @param malformed records that are no valid sale; none of them is repeated
 * @param returns distinct lines of type RETURN
 * @param late distinct lines that came late
 * @param orders orders begun
 * @param revenue of the distinct lines, USD, each rounded half-up at 6 places
 */
public record SimulationTotals(
        long events,
        long lines,
        long distinct,
        long duplicates,
        long malformed,
        long returns,
        long late,
        long orders,
        BigDecimal revenue) {

    /** Returns the totals as fields of a result line. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events", events);
        fields.put("lines", lines);
        fields.put("distinct", distinct);
        fields.put("duplicates", duplicates);
        fields.put("malformed", malformed);
        fields.put("returns", returns);
        fields.put("late", late);
        fields.put("orders", orders);
        fields.put("revenue", Map.of("USD", revenue.stripTrailingZeros().toPlainString()));
        return fields;
    }
}
