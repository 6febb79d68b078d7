package io.tillstream.standins.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small HTTP server on the loopback address, one daemon thread for each request under way. A request that names another host
 * gets status 421 and never reaches the handler.
 */
public final class LoopbackHttp implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackHttp(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a server.
     *
     * @param port the port; 0 for any free one
     * @param path what the handler answers, with everything below
     * @param handler answers the requests
     * @return the running server
     * @throws IOException if the port cannot be opened
     */
    public static LoopbackHttp start(int port, String path, HttpHandler handler) throws IOException {
        // Without it each answer on a kept connection waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "http-" + server.getAddress().getPort() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext(path, exchange -> {
            if (LoopbackHost.isNamed(
                    exchange.getRequestHeaders().getFirst("Host"),
                    server.getAddress().getPort())) {
                handler.handle(exchange);
            } else {
                refuse(exchange, server.getAddress().getPort());
            }
        });
        server.start();
        return new LoopbackHttp(server, threads);
    }

    private static void refuse(HttpExchange exchange, int port) throws IOException {
        try (exchange) {
            byte[] text = LoopbackHost.refusal(port).getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(LoopbackHost.MISDIRECTED, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /**
     * The port it answers on.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Where it answers.
     *
     * @return the address, without a path
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Ends it at once; requests under way are interrupted. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
