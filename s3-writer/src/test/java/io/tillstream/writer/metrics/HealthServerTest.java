package io.tillstream.writer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tillstream.lake.error.TerminalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final MockClock clock = new MockClock();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
    private final WriterMetrics metrics = new WriterMetrics(registry);
    private final HealthServer server = HealthServer.start(ANY_PORT, metrics, registry::scrape);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readyOnceTheGroupHasGivenAShareAndEveryChainIsFound() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(503);

        metrics.observed(new LoopState(true, 4, 1, 0, 0, LoopState.NONE));
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).contains("1 of 4");

        metrics.observed(new LoopState(true, 4, 0, 0, 0, LoopState.NONE));
        assertThat(get("/ready").statusCode()).isEqualTo(200);

        metrics.observed(new LoopState(true, 0, 0, 0, 0, LoopState.NONE));
        assertThat(get("/ready").statusCode())
                .as("a writer without partitions waits for some")
                .isEqualTo(200);
    }

    @Test
    void liveWhileTheLoopTurns() throws Exception {
        assertThat(get("/live").statusCode()).isEqualTo(200);

        clock.add(Duration.ofMinutes(3));
        assertThat(get("/live").statusCode()).isEqualTo(503);

        metrics.turned();
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        metrics.observed(new LoopState(true, 2, 0, 3, 40, clock.wallTime()));
        clock.add(Duration.ofSeconds(90));

        assertThat(get("/metrics").body())
                .contains("tillstream_writer_lag_records 40.0")
                .contains("tillstream_writer_lag_seconds 90.0")
                .contains("tillstream_writer_freshness_seconds 90.0")
                .contains("tillstream_writer_open_files 3.0")
                .contains("tillstream_writer_rotations_total{reason=\"age\"} 0.0");
    }

    @Test
    void anythingElseIsRefused() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(send("/live", "POST").statusCode()).isEqualTo(405);
        assertThat(send("/live", "HEAD").statusCode()).isEqualTo(200);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> HealthServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                        metrics,
                        registry::scrape))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("--health-port")
                .hasMessageContaining(Integer.toString(server.port()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(path, "GET");
    }

    private HttpResponse<String> send(String path, String method) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
