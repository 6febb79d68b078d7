package io.tillstream.quality;

import java.util.Map;

/**
 * How one rule of a ruleset came out.
 *
 * @param rule the rule as DQDL, for example {@code IsComplete "revenue"}
 * @param passed whether it held; a rule that could not be evaluated did not
 * @param reason why it did not pass; empty if it did
 * @param metrics what was measured for it, by Deequ's names, for example {@code Column.revenue.Completeness}
 */
public record RuleResult(String rule, boolean passed, String reason, Map<String, Double> metrics) {
    /** Copies the metrics. */
    public RuleResult {
        metrics = Map.copyOf(metrics);
    }
}
