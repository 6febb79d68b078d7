package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final Path RUNBOOKS = Synthesised.ROOT.resolve("docs/runbooks");
    private static final Pattern NAMED = Pattern.compile("Runbook: docs/runbooks/([a-z-]+)\\.md$");

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

    @Test
    void dashboardFollowsASaleFromTopicToWarehouse() {
        assertThat(Synthesised.PROD
                        .resource("monitoring", "AWS::CloudWatch::Dashboard")
                        .toString())
                .contains("BytesInPerSec", "EstimatedMaxTimeLag", "RowsIn", "RowsQuarantined", "FactRows", "Duration")
                .contains("TillToFactP95Seconds", "LedgerUnbalanced", "ComputeSeconds")
                .as("how old each layer is")
                .contains("tillstream.writer.freshness", "SilverAgeSeconds", "GoldAgeSeconds");
    }

    private static Stream<JsonNode> alarms(Synthesised environment) {
        return environment.resources("monitoring", "AWS::CloudWatch::Alarm").stream()
                .map(alarm -> alarm.path("Properties"));
    }
}
