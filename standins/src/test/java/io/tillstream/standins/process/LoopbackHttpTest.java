package io.tillstream.standins.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopbackHttpTest {
    private final AtomicInteger handled = new AtomicInteger();

    @Test
    void aRequestForAnotherHostNeverReachesTheHandler() throws Exception {
        try (LoopbackHttp server = LoopbackHttp.start(0, "/", exchange -> {
            handled.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        })) {
            String port = ":" + server.port();
            for (String host : new String[] {
                "rebound.attacker.example" + port, "127.0.0.1", "127.0.0.1:1", "localhost.attacker.example" + port, ""
            }) {
                assertThat(RawHttp.status(server.endpoint(), "POST", "/", host))
                        .as(host)
                        .contains(" 421 ");
            }
            assertThat(handled).hasValue(0);

            assertThat(RawHttp.status(server.endpoint(), "POST", "/", "127.0.0.1" + port))
                    .contains(" 200 ");
            assertThat(RawHttp.status(server.endpoint(), "POST", "/", "LOCALHOST" + port))
                    .contains(" 200 ");
            assertThat(handled).hasValue(2);
        }
    }
}
