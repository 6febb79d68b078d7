package io.tillstream.page.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page on the loopback address. */
public final class PageServer implements AutoCloseable {
    /** Everything from this server, no inline scripts or styles, no frames. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestGuard guard;
    private final Function<Request, Reply> api;

    private PageServer(HttpServer server, ExecutorService threads, Function<Request, Reply> api) {
        this.server = server;
        this.threads = threads;
        this.guard = new RequestGuard(server.getAddress().getPort());
        this.api = api;
    }

    /**
     * Starts a server.
     *
     * @param port the port; 0 for any that is free
     * @param api answers everything below {@code /api/}
     * @throws IOException if the port is taken
     */
    public static PageServer start(int port, Function<Request, Reply> api) throws IOException {
        // Without it each answer on a kept connection waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "page-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        PageServer page = new PageServer(server, threads, api);
        server.createContext("/", page::answer);
        server.start();
        return page;
    }

    /** Its address, for a browser. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = guard.refusal(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders())
                    .orElseGet(() -> reply(exchange));
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", reply.contentType());
            headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Cache-Control", "no-store");
            reply.headers().forEach(headers::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
            if (!head) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply reply(HttpExchange exchange) {
        try {
            Request request = Request.of(exchange.getRequestMethod(), exchange.getRequestURI());
            if (request.path().startsWith("/api/")) {
                return api.apply(request);
            }
            Optional<Reply> file = Assets.find(request.path());
            return file.orElseGet(() -> Reply.problem(404, "There is no such page here. The page is at " + address()));
        } catch (IllegalArgumentException e) {
            return Reply.problem(400, e.getMessage());
        } catch (CommandException.Usage e) {
            return Reply.problem(400, e.getMessage());
        } catch (CommandException e) {
            return Reply.problem(502, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(
                    "A request could not be answered: {}",
                    exchange.getRequestURI().getPath(),
                    e);
            return Reply.problem(500, "The page's server failed: " + e + ". Its log has the details.");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
