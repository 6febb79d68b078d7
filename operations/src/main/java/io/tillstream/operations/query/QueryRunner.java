package io.tillstream.operations.query;

import io.tillstream.aws.redshift.DataApi;
import io.tillstream.aws.redshift.Polling;
import io.tillstream.aws.redshift.QueryResult;
import io.tillstream.aws.redshift.WarehouseLogin;
import io.tillstream.operations.command.AwsFaultText;
import io.tillstream.operations.command.CommandException;
import io.tillstream.warehouse.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** Runs one SQL statement at a time through the Redshift Data API: submit, ask until it is done, read all pages. */
public final class QueryRunner implements AutoCloseable {
    private static final Set<String> NUMERIC = new TreeSet<>(
            List.of("numeric", "decimal", "int2", "int4", "int8", "smallint", "integer", "bigint", "float4", "float8"));
    private static final Polling POLLING = new Polling(Duration.ofMillis(2), 1.5, Duration.ofSeconds(1));

    private static final String LEDGER_EXISTS =
            "SELECT 1 FROM information_schema.tables WHERE table_schema = 'ops' AND table_name = 'load_ledger'";

    /** The warehouse on this machine. */
    public static final WarehouseLogin LOCAL = new WarehouseLogin("tillstream", "warehouse", Optional.empty());

    private final DataApi dataApi;
    private final WarehouseLogin login;

    /**
     * Asks the warehouse on this machine.
     *
     * @param client client of the Data API
     */
    public QueryRunner(RedshiftDataClient client) {
        this(client, LOCAL);
    }

    /**
     * Asks any warehouse.
     *
     * @param client client of the Data API
     * @param login the warehouse, and as whom
     */
    public QueryRunner(RedshiftDataClient client, WarehouseLogin login) {
        this.dataApi = new DataApi(client, login, POLLING);
        this.login = login;
    }

    /**
     * Runs the statement and returns its result; a statement without one has no columns.
     *
     * @throws CommandException.Failed with the database's message
     */
    public ResultTable query(String sql) {
        return query(sql, Map.of());
    }

    /** Runs one of the project's queries with its parameters' defaults. */
    public ResultTable query(Query query) {
        return query(query.sql(), query.values(Map.of()));
    }

    /**
     * Runs the statement with values for its {@code :name} parameters.
     *
     * @throws CommandException.Failed with the database's message
     */
    public ResultTable query(String sql, Map<String, String> parameters) {
        try {
            String id = dataApi.submit(Optional.empty(), sql, parameters);
            DescribeStatementResponse outcome = dataApi.await(id, QueryRunner::sleep);
            if (outcome.status() != StatusString.FINISHED) {
                throw new CommandException.Failed(
                        "The warehouse refused the statement: " + outcome.error() + advice(outcome.error()));
            }
            return Boolean.TRUE.equals(outcome.hasResultSet())
                    ? table(dataApi.read(id))
                    : new ResultTable(List.of(), List.of());
        } catch (SdkException e) {
            throw AwsFaultText.explain(
                    "The Data API did not accept the statement",
                    "workgroup " + login.workgroup() + " with a database " + login.database()
                            + " (use --workgroup and --database to name others)",
                    e);
        }
    }

    private static String advice(String error) {
        if (error == null) {
            return "";
        }
        if (error.contains("permission denied")) {
            return ". Your user lacks a warehouse role; docs/how-to/operating-on-aws.md shows how an administrator grants it.";
        }
        if (error.contains("relation") && error.contains("does not exist")) {
            return ". Tables are in the schemas sales and ops, so write sales.fact_sales; ./tillstream describe lists them all."
                    + " A warehouse without these schemas gets them from the next run of ./tillstream local or run load.";
        }
        if (error.contains("column") && error.contains("does not exist")) {
            return ". ./tillstream describe TABLE lists a table's columns.";
        }
        return "";
    }

    /** Tells whether the warehouse has its load ledger: before the first migration it has not. */
    public boolean hasLoadLedger() {
        return !query(LEDGER_EXISTS).rows().isEmpty();
    }

    /** Cancels what still runs: nobody waits for it any more. */
    @Override
    public void close() {
        dataApi.cancelRunning();
    }

    private static ResultTable table(QueryResult result) {
        return new ResultTable(
                result.columns().stream()
                        .map(column -> new ResultTable.Column(column.name(), NUMERIC.contains(column.type())))
                        .toList(),
                result.rows());
    }

    /** A wait is at most half of the time that the statement has been running. */
    private static void sleep(Duration pause, String waitingFor) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }
}
