package io.tillstream.quality;

import com.amazon.deequ.dqdl.EvaluateDataQuality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Evaluates a ruleset with Deequ, which shares one scan among all rules that need no grouping. */
public final class RulesetEvaluation {
    private static final String PASSED = "Passed";

    private RulesetEvaluation() {}

    /**
     * Returns a result for every rule, in no particular order. An empty frame fails every rule of completeness,
     * because nothing was measured.
     *
     * @throws IllegalArgumentException if the text is not DQDL
     */
    public static List<RuleResult> evaluate(Dataset<Row> rows, Ruleset ruleset) {
        return EvaluateDataQuality.process(rows, ruleset.dqdl()).collectAsList().stream()
                .map(RulesetEvaluation::result)
                .toList();
    }

    private static RuleResult result(Row row) {
        String reason = row.getAs("FailureReason");
        Map<String, Double> metrics = new HashMap<>();
        int column = row.fieldIndex("EvaluatedMetrics");
        if (!row.isNullAt(column)) {
            Map<String, Double> measured = row.getJavaMap(column);
            metrics.putAll(measured);
        }
        return new RuleResult(
                row.getAs("Rule"), PASSED.equals(row.getAs("Outcome")), reason == null ? "" : reason, metrics);
    }
}
