package io.tillstream.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsTest {
    @Test
    void countsByMethodAndTellsListingsFromReadings() {
        Requests requests = new Requests();

        requests.hear(line("PUT@2056317c http://127.0.0.1:1/b/bronze/k"));
        requests.hear("sendSimpleErrorResponse: NoSuchBucket {}");
        requests.hear(line("GET@7b7cbf09 http://127.0.0.1:1/b?list-type=2&prefix=x"));
        requests.hear(line("GET@1 http://127.0.0.1:1/b/state/silver-cursor.json"));
        requests.hear(line("HEAD@135fc52d http://127.0.0.1:1/b/k"));

        assertThat(requests.take()).isEqualTo(Map.of("PUT", 1, "LIST", 1, "GET", 1, "HEAD", 1));
        assertThat(requests.take()).isEmpty();
    }

    private static String line(String request) {
        return "request: o.ServletApiRequest@82348de{o.ServletContextRequest@19a3d881{o.GracefulHandler$"
                + "ShutdownTrackingRequest@262d058a{" + request + " HTTP/1.1}}}";
    }
}
