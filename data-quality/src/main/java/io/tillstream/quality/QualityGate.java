package io.tillstream.quality;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lets rows pass only where every rule of a ruleset holds (invariant 3: a blocked batch never reaches main).
 *
 * @param ruleset the rules, all of which block
 */
public record QualityGate(Ruleset ruleset) {
    /** Returns the gate with the bundled ruleset of that name. */
    public static QualityGate bundled(String name) {
        return new QualityGate(Ruleset.bundled(name));
    }

    /**
     * Judges the rows.
     *
     * @return the result of every rule, all passed
     * @throws QualityGateException if a rule failed or could not be evaluated, or the ruleset has none
     */
    public List<RuleResult> judge(Dataset<Row> rows) {
        List<RuleResult> results = RulesetEvaluation.evaluate(rows, ruleset);
        List<RuleResult> failures =
                results.stream().filter(result -> !result.passed()).toList();
        if (!failures.isEmpty()) {
            throw new QualityGateException(ruleset.name(), failures);
        }
        if (results.isEmpty()) {
            throw new IllegalStateException("ruleset " + ruleset.name() + " has no rule, so it can judge nothing");
        }
        return results;
    }
}
