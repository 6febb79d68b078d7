package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.error.ManualActionRequiredException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoaderSettingsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TILLSTREAM_LAKE_BUCKET", "lake",
            "TILLSTREAM_WORKGROUP", "tillstream",
            "TILLSTREAM_DATABASE", "sales",
            "TILLSTREAM_COPY_ROLE_ARN", "arn:aws:iam::123456789012:role/copy");

    @Test
    void theSettingsComeFromTheEnvironment() {
        LoaderSettings settings = LoaderSettings.from(ENVIRONMENT);
        assertThat(settings.source().bucket()).isEqualTo("lake");
        assertThat(settings.source().roleArn()).isEqualTo("arn:aws:iam::123456789012:role/copy");
        assertThat(settings.workgroup()).isEqualTo("tillstream");
        assertThat(settings.database()).isEqualTo("sales");
        assertThat(settings.secretArn()).isEmpty();
        String secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:warehouse-a1b2c3";
        assertThat(LoaderSettings.from(with("SECRET_ARN", secret)).secretArn()).contains(secret);
        assertThat(LoaderSettings.from(with("SECRET_ARN", "")).secretArn()).isEmpty();
        assertThat(settings.sweepEvery()).isEmpty();
        assertThat(LoaderSettings.from(with("SWEEP_MINUTES", "10")).sweepEvery())
                .contains(Duration.ofMinutes(10));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        for (String name : ENVIRONMENT.keySet()) {
            String shortName = name.replace("TILLSTREAM_", "");
            assertThatThrownBy(() -> LoaderSettings.from(with(shortName, " ")))
                    .isInstanceOf(ManualActionRequiredException.class)
                    .hasMessageContaining(name);
            assertThatThrownBy(() -> LoaderSettings.from(with(shortName, "no'good; value")))
                    .isInstanceOf(ManualActionRequiredException.class)
                    .hasMessageContaining(name);
        }
        assertThatThrownBy(() -> LoaderSettings.from(with("SWEEP_MINUTES", "0")))
                .hasMessageContaining("TILLSTREAM_SWEEP_MINUTES");
        assertThatThrownBy(() -> LoaderSettings.from(with("SECRET_ARN", "password")))
                .hasMessageContaining("SECRET_ARN");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("TILLSTREAM_" + name, value);
        return environment;
    }
}
