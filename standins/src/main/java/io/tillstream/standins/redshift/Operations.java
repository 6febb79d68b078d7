package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The operations of the Data API. */
final class Operations {
    private static final int MAX_WAIT_SECONDS = 30;
    private static final int MAX_LISTED = 100;

    private final StatementStore store;
    private final StatementRunner runner;
    private final Catalog catalog;
    private final Executor threads;
    private final int pageRows;

    Operations(StatementStore store, StatementRunner runner, Catalog catalog, Executor threads, int pageRows) {
        this.store = store;
        this.runner = runner;
        this.catalog = catalog;
        this.threads = threads;
        this.pageRows = pageRows;
    }

    ObjectNode call(String operation, ObjectNode request) throws DataApiException, InterruptedException {
        return switch (operation) {
            case "ExecuteStatement" -> submit(Submission.single(request), request);
            case "BatchExecuteStatement" -> submit(Submission.batch(request), request);
            case "DescribeStatement" -> describe(request);
            case "GetStatementResult" -> result(request, Submission.Format.JSON);
            case "GetStatementResultV2" -> result(request, Submission.Format.CSV);
            case "ListStatements" -> list(request);
            case "CancelStatement" -> cancel(request);
            case "ListDatabases" -> catalog.databases(request);
            case "ListSchemas" -> catalog.schemas(request);
            case "ListTables" -> catalog.tables(request);
            case "DescribeTable" -> catalog.columns(request);
            default -> throw DataApiException.unknownOperation(operation);
        };
    }

    private ObjectNode submit(Submission submission, ObjectNode request) throws DataApiException, InterruptedException {
        StatementStore.Accepted accepted = store.accept(submission);
        Execution execution = accepted.execution();
        if (accepted.isNew()) {
            try {
                threads.execute(() -> runner.run(execution));
            } catch (RejectedExecutionException closing) {
                execution.rolledBack("ERROR: the server is closing");
                throw DataApiException.unavailable(submission.batch(), execution.id(), "The server is closing");
            }
        }
        await(execution, request);
        return Descriptions.accepted(execution);
    }

    private ObjectNode describe(ObjectNode request) throws DataApiException, InterruptedException {
        StatementId id = StatementId.parse(request);
        Execution execution = store.find(id.execution());
        await(execution, request);
        if (id.part().isEmpty()) {
            return Descriptions.describe(execution);
        }
        List<Execution.Part> parts = execution.snapshot().parts();
        int part = id.part().get() - 1;
        if (part < 0 || part >= parts.size() || !execution.submission().batch()) {
            throw DataApiException.notFound(id.text(), "Query does not exist.");
        }
        return Descriptions.describe(execution, id.text(), parts.get(part));
    }

    private ObjectNode result(ObjectNode request, Submission.Format format)
            throws DataApiException, InterruptedException {
        StatementId id = StatementId.parse(request);
        Execution execution = store.find(id.execution());
        await(execution, request);
        if (execution.submission().format() != format) {
            throw DataApiException.validation("The result of this statement has the format "
                    + execution.submission().format() + "; read it with "
                    + (format == Submission.Format.CSV ? "GetStatementResult" : "GetStatementResultV2"));
        }
        Execution.Snapshot now = execution.snapshot();
        int part = id.part().orElse(1) - 1;
        if (now.state() != StatementState.FINISHED
                || part < 0
                || part >= now.parts().size()
                || (execution.submission().batch() && id.part().isEmpty())) {
            throw DataApiException.notFound(
                    id.text(), "Query does not have result. Please check query status with DescribeStatement.");
        }
        StatementResult.Table table =
                now.parts().get(part).result().flatMap(StatementResult::table).orElse(null);
        if (table == null) {
            throw DataApiException.notFound(
                    id.text(), "Query does not have result. Please check query status with DescribeStatement.");
        }
        int from = Paging.offset(request, table.rows().size());
        int to = Math.min(table.rows().size(), from + pageRows);
        return Paging.withNext(
                format == Submission.Format.CSV
                        ? Descriptions.csvPage(table, from, to)
                        : Descriptions.page(table, from, to),
                to,
                table.rows().size());
    }

    /** By default only finished statements are listed, as AWS does. */
    private ObjectNode list(ObjectNode request) throws DataApiException {
        int size = request.path("MaxResults").asInt(MAX_LISTED);
        if (size < 0 || size > MAX_LISTED) {
            throw DataApiException.validation("MaxResults must be 0 to " + MAX_LISTED);
        }
        size = size == 0 ? MAX_LISTED : size;
        List<Execution> found = store.all().stream().filter(Listing.of(request)).toList();
        int from = Paging.offset(request, found.size());
        int to = Math.min(found.size(), from + size);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode statements = answer.putArray("Statements");
        found.subList(from, to).forEach(execution -> statements.add(Descriptions.listed(execution)));
        return Paging.withNext(answer, to, found.size());
    }

    private ObjectNode cancel(ObjectNode request) throws DataApiException {
        Execution execution = store.find(StatementId.parse(request).execution());
        try {
            if (!execution.cancel()) {
                throw DataApiException.validation("Could not cancel a query that is already in "
                        + execution.snapshot().state() + " state with ID: " + execution.id());
            }
        } catch (SQLException unreachable) {
            throw DataApiException.validation("Could not cancel the query: " + unreachable.getMessage());
        }
        return JsonNodeFactory.instance.objectNode().put("Status", true);
    }

    private static void await(Execution execution, ObjectNode request) throws DataApiException, InterruptedException {
        if (request.has("WaitTimeSeconds")) {
            int seconds = request.path("WaitTimeSeconds").asInt();
            if (seconds < 1 || seconds > MAX_WAIT_SECONDS) {
                throw DataApiException.validation("WaitTimeSeconds must be 1 to " + MAX_WAIT_SECONDS);
            }
            execution.await(Duration.ofSeconds(seconds));
        }
    }

    /** Ends everything that runs; what is running rolls back. */
    void cancelAll() {
        for (Execution execution : store.all()) {
            try {
                execution.cancel();
            } catch (SQLException unreachable) {
                // Its database is gone, and the statement with it.
                execution.rolledBack("ERROR: " + unreachable.getMessage());
            }
        }
    }
}
