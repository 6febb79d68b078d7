package io.tillstream.infra.monitoring;

import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;

/** Makes alarms. Each is named after its runbook, {@code docs/how-to/runbooks/NAME.md}, and its description says so. */
final class Alarms {
    /** What no data means. */
    enum NoData {
        /** Nothing happened: good. For counts of what is bad. */
        GOOD,
        /** The heart has stopped: bad. For what must come all the time. */
        BAD
    }

    private final Stack stack;
    private final String prefix;
    private final ITopic topic;

    Alarms(Stack stack, String prefix, ITopic topic) {
        this.stack = stack;
        this.prefix = prefix;
        this.topic = topic;
    }

    /** Alarms when the metric is at least the threshold in that many periods. */
    Alarm atLeast(String runbook, String meaning, IMetric metric, Number threshold, int periods, NoData noData) {
        return alarm(
                runbook,
                meaning,
                metric,
                ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                threshold,
                periods,
                noData);
    }

    /** Alarms when the metric is below the threshold in that many periods. */
    Alarm below(String runbook, String meaning, IMetric metric, Number threshold, int periods, NoData noData) {
        return alarm(runbook, meaning, metric, ComparisonOperator.LESS_THAN_THRESHOLD, threshold, periods, noData);
    }

    private Alarm alarm(
            String runbook,
            String meaning,
            IMetric metric,
            ComparisonOperator operator,
            Number threshold,
            int periods,
            NoData noData) {
        Alarm alarm = Alarm.Builder.create(stack, id(runbook))
                .alarmName(prefix + "-" + runbook)
                .alarmDescription(meaning + " Runbook: docs/how-to/runbooks/" + runbook + ".md")
                .metric(
                        noData == NoData.BAD && metric instanceof Metric beat
                                ? filled(beat, operator, threshold)
                                : metric)
                .comparisonOperator(operator)
                .threshold(threshold)
                .evaluationPeriods(periods)
                .treatMissingData(noData == NoData.BAD ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
        return alarm;
    }

    /**
     * Makes a gap a value that breaches. CloudWatch looks further back than the alarm's periods, and as long as it finds enough old
     * points there, what is missing does not count (CloudWatch guide, missing data: evaluation range). An expression sees to it itself.
     */
    private static MathExpression filled(Metric beat, ComparisonOperator operator, Number threshold) {
        Number gap = operator == ComparisonOperator.LESS_THAN_THRESHOLD ? 0 : threshold;
        return MathExpression.Builder.create()
                .expression("FILL(beat, " + gap + ")")
                .usingMetrics(Map.of("beat", beat))
                .label("beat")
                .period(beat.getPeriod())
                .build();
    }

    private static String id(String runbook) {
        StringBuilder id = new StringBuilder();
        for (String word : runbook.split("-", -1)) {
            id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return id.toString();
    }
}
