package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both handlers in the real Java runtime of Lambda, in a process of their own: constructor, environment, JSON in and out. */
class LambdaRuntimeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LoadHandler|{\"Records\":[{\"messageId\":\"m1\",\"body\":\"x\",\"eventSource\":\"aws:sqs\"}]}"
                        + "|{\"batchItemFailures\":[]}",
                "MigrationHandler|{\"RequestType\":\"Create\",\"nested\":{\"a\":[1]}}|{\"applied\":[]}",
                "MigrationHandler|\"any event\"|{\"applied\":[]}",
            })
    void anEventGoesThroughTheRuntime(String handler, String event, String answer) throws Exception {
        try (LoaderTestBed bed = new LoaderTestBed();
                RuntimeApi api = new RuntimeApi(event)) {
            new MigrationHandler(bed.environment(), Warehouse.bundled()).handleRequest(null, new FakeContext(60_000));
            bed.publish(1);
            Path log = folder.resolve("runtime.log");
            Process process = start("io.tillstream.loader." + handler, api.address(), bed.environment(), log);
            try {
                assertThat(api.answer(Duration.ofSeconds(60)))
                        .as(() -> read(log))
                        .isEqualTo("/response " + answer);
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(bed.warehouse.loaded()).hasSize(handler.equals("LoadHandler") ? 1 : 0);
        }
    }

    private static Process start(String handler, String api, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                handler);
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
        return builder.directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Runtime API of Lambda: one event, then silence. */
    private static final class RuntimeApi implements AutoCloseable {
        private final BlockingQueue<String> events = new ArrayBlockingQueue<>(1);
        private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(10);
        private final CountDownLatch closed = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newFixedThreadPool(3);
        private final HttpServer server;

        RuntimeApi(String event) throws IOException {
            events.add(event);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/2018-06-01/runtime/", this::handle);
            server.start();
        }

        String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        String answer(Duration timeout) throws InterruptedException {
            return answers.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void handle(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            byte[] request = exchange.getRequestBody().readAllBytes();
            if (!path.endsWith("/next")) {
                answers.add(path.substring(path.lastIndexOf('/')) + " " + new String(request, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(202, -1);
                exchange.close();
                return;
            }
            String event = events.poll();
            if (event == null) {
                awaitClose();
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders()
                    .putAll(Map.of(
                            "Lambda-Runtime-Aws-Request-Id", List.of("r1"),
                            "Lambda-Runtime-Deadline-Ms", List.of(Long.toString(System.currentTimeMillis() + 60_000)),
                            "Lambda-Runtime-Invoked-Function-Arn",
                                    List.of("arn:aws:lambda:us-east-1:123456789012:function:f")));
            byte[] body = event.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private void awaitClose() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            closed.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
