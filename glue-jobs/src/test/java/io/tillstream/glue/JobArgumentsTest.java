package io.tillstream.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    @Test
    void theOptionWinsOverTheEnvironment() {
        var environment = Map.of("TILLSTREAM_LAKE_BUCKET", "fromenv", "TILLSTREAM_TOPIC", "t");
        JobArguments arguments = JobArguments.of(environment, "--lake-bucket", "given");
        assertThat(arguments.text("lake-bucket", WORD)).isEqualTo("given");
        assertThat(arguments.text("topic", WORD)).isEqualTo("t");
    }

    @Test
    void whatGlueAddsIsIgnored() {
        JobArguments arguments = JobArguments.of(
                Map.of(), "--JOB_ID", "j_1", "--enable-metrics", "--topic=sales", "stray", "--conf", "a=b --conf c=d");
        assertThat(arguments.text("topic", WORD)).isEqualTo("sales");
        assertThat(arguments.find("enable-metrics")).isEmpty();
        assertThat(arguments.find("conf")).contains("a=b --conf c=d");
    }

    @Test
    void numbersAndZonesAreChecked() {
        JobArguments arguments =
                JobArguments.of(Map.of(), "--n", "7", "--m", "x", "--z", "Europe/Berlin", "--y", "Moon");
        assertThat(arguments.number("n", 1, 7)).isEqualTo(7);
        assertThat(arguments.number("absent", 1, 7, 3)).isEqualTo(3);
        assertThatThrownBy(() -> arguments.number("n", 8, 9)).hasMessageContaining("--n must be between 8 and 9");
        assertThatThrownBy(() -> arguments.number("m", 8, 9)).isInstanceOf(JobArgumentException.class);
        assertThatThrownBy(() -> arguments.number("absent", 8, 9)).hasMessageContaining("TILLSTREAM_ABSENT");
        assertThat(arguments.zone("z", ZoneOffset.UTC)).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThatThrownBy(() -> arguments.zone("y", ZoneOffset.UTC)).hasMessageContaining("--y");
        assertThatThrownBy(() -> arguments.text("z", WORD)).hasMessageContaining("--z");
    }

    @Test
    void aResultIsOneLineWithItsFieldsInOrder() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JobResult.started("silver")
                .status("published")
                .put("batch_no", 3L)
                .put("more", false)
                .print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches(
                        "TILLSTREAM_RESULT \\{\"job\":\"silver\",\"status\":\"published\",\"batch_no\":3,\"more\":false,"
                                + "\"seconds\":[0-9.]+}\\R");
    }
}
