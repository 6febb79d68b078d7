package io.tillstream.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.local.process.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole benchmark on a few thousand records: that it runs and that its proof holds. The figures of so few records mean
 * nothing, on a busy machine they are even negative once the start is taken off.
 */
class IngestBenchmarkIT {
    private static final List<String> QUICK = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private Path directory;

    @Test
    void limitsAndWriterReadTheWholeTopicAndTheResultSaysSo() throws IOException {
        JsonNode result = measure(Set.of());

        assertThat(contenders(result)).containsExactly("poll", "decode", "encode", "writer");
        assertThat(result.path("limit_ratio").isNumber()).isTrue();
        assertThat(result.has("spark_ratio")).isFalse();
        JsonNode writer = result.path("contenders").get(3);
        assertThat(writer.path("evidence")).isEqualTo(result.path("data").path("expected"));
        assertThat(writer.path("bytes_per_row").asDouble()).isPositive();
        assertThat(writer.path("requests_per_gb").asDouble()).isPositive();
        assertThat(writer.path("peak_bytes").asLong()).isPositive();
    }

    @Test
    @Tag("long")
    void sparkReadsTheSame() throws IOException {
        JsonNode result = measure(EnumSet.of(Contender.SPARK));

        JsonNode spark = result.path("contenders").get(4);
        assertThat(spark.path("contender").asText()).isEqualTo("spark");
        assertThat(spark.path("evidence")).isEqualTo(result.path("data").path("expected"));
        assertThat(result.path("spark_ratio").isNumber()).isTrue();
    }

    private JsonNode measure(Set<Contender> peers) throws IOException {
        Installation installation = Installation.current();
        IngestSettings settings = new IngestSettings(
                8_000,
                1,
                4,
                1,
                peers,
                QUICK,
                QUICK,
                directory.resolve("data"),
                directory.resolve("results"),
                Optional.of("smoke"));
        IngestResult measured = new IngestBenchmark(settings, installation, new PrintWriter(new StringWriter())).run();
        assertThat(ResultText.of(measured.standings())).contains("s3-writer", "limit_ratio");
        Path file = ResultFile.write(measured, Machine.here(), installation);
        assertThat(file).hasFileName("ingest-smoke.json");
        return new ObjectMapper().readTree(file.toFile());
    }

    private static List<String> contenders(JsonNode result) {
        return result.path("contenders").findValuesAsText("contender");
    }
}
