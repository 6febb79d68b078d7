package io.tillstream.writer.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.lake.error.TerminalException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The health port: {@code /live} and {@code /ready} answer 200 or 503, {@code /metrics} gives Prometheus text. The JDK's own
 * server, because three pages need no framework.
 */
public final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService thread;
    private final WriterMetrics metrics;
    private final Supplier<String> prometheusText;

    private HealthServer(HttpServer server, WriterMetrics metrics, Supplier<String> prometheusText) {
        this.server = server;
        this.metrics = metrics;
        this.prometheusText = prometheusText;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread one = new Thread(work, "health-port");
            one.setDaemon(true);
            return one;
        });
    }

    /**
     * Opens the port.
     *
     * @param address where to listen; port 0 for any free one
     * @param metrics what {@code /live} and {@code /ready} ask
     * @param prometheusText what {@code /metrics} gives
     * @throws TerminalException if the port cannot be opened
     */
    public static HealthServer start(
            InetSocketAddress address, WriterMetrics metrics, Supplier<String> prometheusText) {
        try {
            HealthServer health = new HealthServer(HttpServer.create(address, 0), metrics, prometheusText);
            health.server.createContext("/", health::answer);
            health.server.setExecutor(health.thread);
            health.server.start();
            return health;
        } catch (IOException e) {
            throw new TerminalException(
                    "cannot listen on " + address + " (" + e.getMessage()
                            + "); free the port, or name another with --health-port",
                    e);
        }
    }

    /** Returns the port that is open. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                respond(exchange, METHOD_NOT_ALLOWED, "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/live" -> respond(exchange, metrics.isLive() ? OK : UNAVAILABLE, live());
                case "/ready" -> respond(exchange, metrics.isReady() ? OK : UNAVAILABLE, ready());
                case "/metrics" -> respond(exchange, OK, prometheusText.get());
                default -> respond(exchange, NOT_FOUND, "there are /live, /ready and /metrics\n");
            }
        }
    }

    private String live() {
        return metrics.isLive() ? "live\n" : "the writer's loop has stopped\n";
    }

    private String ready() {
        LoopState state = metrics.state();
        if (!state.joined()) {
            return "not in the consumer group yet\n";
        }
        return state.finding() == 0
                ? "reads " + state.partitions() + " partitions\n"
                : "looks up the chain's end of " + state.finding() + " of " + state.partitions() + " partitions\n";
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
