package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.infra.cost.CostModel;
import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CloudWatch bills an alarm by the metrics that it looks at; the bill counts those of the templates. */
@RequiresNode
class BilledAlarmsTest {
    @ParameterizedTest
    @EnumSource(Preset.class)
    void theBillCountsWhatAlarmsLookAt(Preset preset) {
        Settings settings = Settings.of(preset, Map.of());
        int brokers = settings.stream().cluster() instanceof StreamSettings.Standard standard ? standard.brokers() : 3;
        int metrics = 0;
        for (JsonNode alarm : Synthesised.valueOf(preset.name()).all("AWS::CloudWatch::Alarm")) {
            JsonNode properties = alarm.path("Properties");
            if (properties.has("MetricName")) {
                metrics++;
            }
            for (JsonNode metric : properties.path("Metrics")) {
                boolean query = metric.path("Expression").asText().startsWith("SELECT");
                metrics += metric.has("MetricStat") ? 1 : query ? brokers : 0;
            }
        }
        assertThat(CostModel.alarms(settings)).isEqualTo(metrics);
    }
}
