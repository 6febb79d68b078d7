package io.tillstream.page;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.page.http.PageServer;
import io.tillstream.page.http.Reply;
import io.tillstream.page.http.Request;
import io.tillstream.page.pipeline.PageSource;
import io.tillstream.page.pipeline.PipelineApi;
import io.tillstream.page.sales.SalesApi;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The live page of one pipeline, served on the loopback address until it is closed. It reads and changes nothing. */
public final class Page implements AutoCloseable {
    /** The port where nobody asks for another. */
    public static final int DEFAULT_PORT = 19080;

    private static final String QUERIES = "/api/query/";

    private final PipelineApi pipeline;
    private final SalesApi sales;
    private final PageServer server;

    private Page(PageSource source, int port) throws IOException {
        this.pipeline = new PipelineApi(source, Clock.systemUTC());
        this.sales = new SalesApi(source.warehouse());
        this.server = PageServer.start(port, this::answer);
    }

    /**
     * Serves the page.
     *
     * @param port the port; 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static Page serve(PageSource source, int port) throws IOException {
        return new Page(source, port);
    }

    /** Its address, for a browser. */
    public URI address() {
        return server.address();
    }

    /** Shows a ledger that was drawn up elsewhere. */
    public void show(Ledger ledger) {
        pipeline.audits().take(ledger);
    }

    private Reply answer(Request request) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        String path = request.path();
        boolean post = request.method().equals("POST");
        if (path.equals("/api/audit")) {
            return post ? pipeline.audit() : onlyPost();
        }
        if (post) {
            return Reply.problem(405, "The page can only be read: POST is not answered here.");
        }
        if (path.startsWith(QUERIES)) {
            return sales.query(path.substring(QUERIES.length()), parameters);
        }
        return switch (path) {
            case "/api/pipeline" -> pipeline.overview();
            case "/api/choices" -> sales.choices();
            case "/api/trace" ->
                parameters.containsKey("record")
                        ? pipeline.trace(parameters.get("record"), true)
                        : pipeline.trace(parameters.getOrDefault("id", ""), false);
            default -> Reply.problem(404, "There is nothing here to ask for.");
        };
    }

    private static Reply onlyPost() {
        return Reply.problem(405, "An audit is started with POST.");
    }

    @Override
    public void close() {
        server.close();
        pipeline.audits().close();
    }
}
