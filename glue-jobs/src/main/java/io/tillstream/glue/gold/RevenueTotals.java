package io.tillstream.glue.gold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Revenue per currency as JSON text, for example {@code {"EUR":"12.5","USD":"3"}}: plain digits, no trailing zeros. */
public final class RevenueTotals {
    private static final TypeReference<TreeMap<String, BigDecimal>> TYPE = new TypeReference<>() {};

    private RevenueTotals() {}

    /** Returns the totals as text per currency, in order of currency. */
    public static Map<String, String> texts(Map<String, BigDecimal> totals) {
        Map<String, String> texts = new TreeMap<>();
        totals.forEach((currency, total) -> texts.put(currency, plain(total)));
        return texts;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws ManualActionRequiredException if the text is something else
     */
    public static Map<String, BigDecimal> read(String json) {
        try {
            return new ObjectMapper().readValue(json, TYPE);
        } catch (JsonProcessingException e) {
            throw new ManualActionRequiredException(
                    "the snapshot property revenue of gold.fact_sales is not a JSON object of decimals: " + json
                            + ". Roll main back to the snapshot before it.",
                    e);
        }
    }

    static String write(Map<String, BigDecimal> totals) {
        try {
            return new ObjectMapper().writeValueAsString(texts(totals));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("totals cannot be written: " + totals, e);
        }
    }

    static Map<String, BigDecimal> sum(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        Map<String, BigDecimal> sum = new TreeMap<>(one);
        other.forEach((currency, amount) -> sum.merge(currency, amount, BigDecimal::add));
        return sum;
    }

    /** Returns what is left of totals; a currency stays, with 0, once there was a sale in it. */
    static Map<String, BigDecimal> without(Map<String, BigDecimal> totals, Map<String, BigDecimal> lost) {
        Map<String, BigDecimal> rest = new TreeMap<>(totals);
        lost.forEach((currency, amount) -> rest.merge(currency, amount.negate(), BigDecimal::add));
        return rest;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
