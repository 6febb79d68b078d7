package io.tillstream.standins.redshift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.tillstream.standins.postgres.DatabaseAccess;
import io.tillstream.standins.process.LoopbackHttp;
import io.tillstream.standins.redshift.copy.ParquetCopy;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Answers the Amazon Redshift Data API (AWS JSON 1.1) from a PostgreSQL database: statements run asynchronously, a batch is
 * one transaction, SQL and COPY are those of Redshift as far as docs/explanation/stand-ins.md lists them.
 */
public final class DataApiServer implements AutoCloseable {
    private static final String TARGET = "RedshiftData.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int PAGE_ROWS = 1000;
    private static final int CONCURRENT_STATEMENTS = 20;
    private static final int ACTIVE_STATEMENTS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final S3Client s3;
    private final ExecutorService threads;
    private final Operations operations;
    private final LoopbackHttp http;

    /**
     * The limits of AWS, which tests lower.
     *
     * @param pageRows rows of one page of a result
     * @param active statements that may be under way
     * @param result how much a query may return
     * @param clock tells how old statements are
     */
    record Limits(int pageRows, int active, ResultLimits result, Clock clock) {
        static final Limits AWS = new Limits(PAGE_ROWS, ACTIVE_STATEMENTS, ResultLimits.AWS, Clock.systemUTC());
    }

    private DataApiServer(int port, DataSource warehouse, URI s3Endpoint, Limits limits)
            throws IOException, SQLException {
        s3 = S3Client.builder()
                .endpointOverride(s3Endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        threads = Executors.newFixedThreadPool(CONCURRENT_STATEMENTS, task -> {
            Thread thread = new Thread(task, "redshift-statement");
            thread.setDaemon(true);
            return thread;
        });
        StatementRunner runner =
                new StatementRunner(warehouse, new ParquetCopy(s3), new History(warehouse), limits.result());
        operations = new Operations(
                new StatementStore(limits.clock(), limits.active()),
                runner,
                new Catalog(warehouse),
                threads,
                limits.pageRows());
        http = LoopbackHttp.start(port, "/", this::answer);
    }

    /**
     * Prepares the database and starts the server.
     *
     * @param port the port on the loopback address; 0 for any free one
     * @param warehouse the ways into the database of the warehouse; its name is the only one that callers may ask for, and
     *     their statements run as its owner
     * @param s3Endpoint where COPY reads
     * @return the running server
     * @throws IOException if the port cannot be opened
     * @throws SQLException if the database cannot be prepared
     */
    public static DataApiServer start(int port, DatabaseAccess warehouse, URI s3Endpoint)
            throws IOException, SQLException {
        return start(port, warehouse, s3Endpoint, Limits.AWS);
    }

    static DataApiServer start(int port, DatabaseAccess warehouse, URI s3Endpoint, Limits limits)
            throws IOException, SQLException {
        WarehouseSchema.prepare(warehouse);
        return new DataApiServer(port, warehouse.owner(), s3Endpoint, limits);
    }

    /**
     * Where it answers: the value of {@code AWS_ENDPOINT_URL_REDSHIFT_DATA}.
     *
     * @return the endpoint
     */
    public URI endpoint() {
        return http.endpoint();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            try {
                requireSigned(exchange);
                String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                        .filter(t -> t.startsWith(TARGET))
                        .orElseThrow(() -> DataApiException.unknownOperation("without X-Amz-Target: " + TARGET + "…"));
                send(exchange, 200, operations.call(target.substring(TARGET.length()), read(exchange)));
            } catch (DataApiException refused) {
                send(exchange, refused.status(), error(refused));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The signature itself is not checked: nobody here knows the caller's secret. */
    private static void requireSigned(HttpExchange exchange) throws DataApiException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean signed = authorization != null
                && authorization.startsWith("AWS4-HMAC-SHA256 ")
                && authorization.contains("/redshift-data/aws4_request");
        if (!signed) {
            throw DataApiException.unsigned();
        }
    }

    private static ObjectNode read(HttpExchange exchange) throws IOException, DataApiException {
        try {
            if (JSON.readTree(exchange.getRequestBody()) instanceof ObjectNode request) {
                return request;
            }
        } catch (JsonProcessingException malformed) {
            throw DataApiException.validation("The request is not JSON: " + malformed.getOriginalMessage());
        }
        throw DataApiException.validation("The request is not a JSON object");
    }

    private static ObjectNode error(DataApiException refused) {
        ObjectNode error = JSON.createObjectNode();
        error.put("__type", refused.code());
        error.put("message", refused.getMessage());
        error.put("Message", refused.getMessage());
        refused.fields().forEach(error::put);
        return error;
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops answering, cancels what runs and waits for its rollback; the database stays. */
    @Override
    public void close() {
        http.close();
        threads.shutdown();
        operations.cancelAll();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupt) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        s3.close();
    }
}
