package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresNode
class RunbookTest {
    private static final Path RUNBOOKS = Synthesised.ROOT.resolve("docs/how-to/runbooks");
    private static final Pattern NAMED = Pattern.compile("Runbook: docs/how-to/runbooks/([a-z-]+)\\.md$");

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void everyAlarmNamesARunbookThatSaysWhatToDo(Synthesised environment) throws IOException {
        assertThat(alarms(environment).toList()).hasSizeGreaterThan(14);
        for (JsonNode alarm : alarms(environment).toList()) {
            String description = alarm.path("AlarmDescription").asText();
            Matcher named = NAMED.matcher(description);
            assertThat(named.find()).as(description).isTrue();
            assertThat(alarm.path("AlarmName").asText()).endsWith("-" + named.group(1));
            assertThat(alarm.path("AlarmActions")).as(description).isNotEmpty();
            assertThat(Files.readString(RUNBOOKS.resolve(named.group(1) + ".md")))
                    .contains("## Meaning", "## Impact", "## Diagnosis", "## Fix", "```");
        }
    }

    @Test
    void everyRunbookHasItsAlarm() throws IOException {
        Set<String> named = new TreeSet<>(Set.of("budget"));
        for (Synthesised environment : Synthesised.values()) {
            alarms(environment).forEach(alarm -> {
                Matcher match = NAMED.matcher(alarm.path("AlarmDescription").asText());
                if (match.find()) {
                    named.add(match.group(1));
                }
            });
        }
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            Set<String> written = files.map(
                            file -> file.getFileName().toString().replace(".md", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(written).isEqualTo(named);
        }
    }

    @Test
    void whatMustComeAllTheTimeAlarmsWhenItDoesNot() {
        for (String heart : Set.of(
                "silver-stale",
                "gold-stale",
                "writer-down",
                "writer-silent",
                "freshness-objective",
                "reconcile-missing")) {
            assertThat(alarms(Synthesised.PROD)
                            .filter(alarm -> alarm.path("AlarmName").asText().endsWith("-" + heart))
                            .map(alarm -> alarm.path("TreatMissingData").asText()))
                    .containsExactly("breaching");
        }
    }

    /**
     * "Missing is breaching" alone is late: CloudWatch looks further back than the alarm's periods, and as long as it finds enough
     * old points there it takes them (CloudWatch guide, missing data, "evaluation range"). So the gap itself is a value.
     */
    @ParameterizedTest
    @EnumSource(
            value = Synthesised.class,
            names = {"DEV", "PROD"})
    void aHeartThatStopsAlarmsAtOnceAndNotWhenOldBeatsAreForgotten(Synthesised environment) {
        List<JsonNode> hearts = alarms(environment)
                .filter(alarm -> alarm.path("TreatMissingData").asText().equals("breaching"))
                .filter(alarm -> !alarm.path("AlarmName").asText().endsWith("-freshness-objective"))
                .toList();
        assertThat(hearts).hasSizeGreaterThan(4).allSatisfy(alarm -> {
            String judged = "";
            for (JsonNode metric : alarm.path("Metrics")) {
                if (metric.path("ReturnData").asBoolean(true)) {
                    judged = metric.path("Expression").asText();
                }
            }
            String gap = alarm.path("ComparisonOperator").asText().startsWith("LessThan")
                    ? "0"
                    : alarm.path("Threshold").asText();
            assertThat(judged).as(alarm.path("AlarmName").asText()).isEqualTo("FILL(beat, " + gap + ")");
        });
    }

    /** The slowest of no loads is fast: a load set that waits for the warehouse is late by itself, and so is silence. */
    @Test
    void theObjectiveIsMissedWhileLoadSetsWaitOrNobodyMeasures() {
        assertThat(alarms(Synthesised.PROD)
                        .filter(alarm -> alarm.path("AlarmName").asText().endsWith("-freshness-objective")))
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.path("Threshold").asInt()).isEqualTo(900);
                    assertThat(alarm.path("Metrics").toString())
                            .contains("IF(FILL(published, 0) > FILL(loaded, 0), 900, FILL(p95, 900))")
                            .contains(
                                    "\"MetricName\":\"LoadSetPublished\"",
                                    "\"MetricName\":\"LoadSetLoaded\"",
                                    "\"MetricName\":\"TillToFactP95Seconds\"");
                });
    }

    /** Redshift Serverless tells its capacity for 30 minutes at a time (Redshift guide, metrics): shorter periods may be empty. */
    @Test
    void theWarehousesCapacityIsJudgedAsOftenAsItIsTold() {
        assertThat(alarms(Synthesised.PROD)
                        .filter(alarm -> alarm.path("AlarmName").asText().endsWith("-warehouse-saturated")))
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.path("Period").asInt()).isEqualTo(1800);
                    assertThat(alarm.path("EvaluationPeriods").asInt()).isEqualTo(2);
                });
    }

    @Test
    void dashboardFollowsASaleFromTopicToWarehouse() {
        assertThat(Synthesised.PROD
                        .resource("monitoring", "AWS::CloudWatch::Dashboard")
                        .toString())
                .contains("BytesInPerSec", "EstimatedMaxTimeLag", "RowsIn", "RowsQuarantined", "FactRows", "Duration")
                .contains("TillToFactP95Seconds", "LedgerUnbalanced", "ComputeSeconds")
                .as("how old each layer is")
                .contains("tillstream.writer.freshness", "SilverAgeSeconds", "GoldAgeSeconds")
                .contains("LoadSetPublished", "LoadSetLoaded");
    }

    /** Provisioned brokers count bytes by broker, Serverless by topic (MSK guide, metrics): the other dimensions would be empty. */
    @Test
    void theDashboardAsksForTheTopicsBytesWhereTheClusterCountsThem() {
        assertThat(dashboard(Synthesised.DEV)).doesNotContain("SUM(BytesInPerSec)");
        assertThat(dashboard(Synthesised.EVERYTHING))
                .contains("SUM(BytesInPerSec)")
                .doesNotContain("\\\"BytesInPerSec\\\"");
        assertThat(dashboard(Synthesised.EXISTING))
                .contains("SUM(BytesInPerSec)")
                .contains("\\\"BytesInPerSec\\\"");
    }

    private static String dashboard(Synthesised environment) {
        return environment
                .resource("monitoring", "AWS::CloudWatch::Dashboard")
                .path("Properties")
                .toString();
    }

    private static Stream<JsonNode> alarms(Synthesised environment) {
        return environment.resources("monitoring", "AWS::CloudWatch::Alarm").stream()
                .map(alarm -> alarm.path("Properties"));
    }
}
