package io.tillstream.operations.query;

import io.tillstream.operations.command.AwsFaults;
import io.tillstream.operations.command.CommandException;
import io.tillstream.warehouse.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** Runs one SQL statement at a time through the Redshift Data API: submit, ask until it is done, read all pages. */
public final class DataApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataApi.class);
    private static final Set<String> NUMERIC = new TreeSet<>(
            List.of("numeric", "decimal", "int2", "int4", "int8", "smallint", "integer", "bigint", "float4", "float8"));
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final RedshiftDataClient client;
    private final Login login;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /**
     * Asks the warehouse on this machine.
     *
     * @param client client of the Data API
     */
    public DataApi(RedshiftDataClient client) {
        this(client, Login.LOCAL);
    }

    /**
     * Asks any warehouse.
     *
     * @param client client of the Data API
     * @param login the warehouse, and as whom
     */
    public DataApi(RedshiftDataClient client, Login login) {
        this.client = client;
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
            String id = client.executeStatement(request -> {
                        request.workgroupName(login.workgroup())
                                .database(login.database())
                                .secretArn(login.secretArn().orElse(null))
                                .sql(sql);
                        // The service refuses an empty list.
                        if (!parameters.isEmpty()) {
                            request.parameters(sqlParameters(parameters));
                        }
                    })
                    .id();
            DescribeStatementResponse outcome = await(id);
            if (outcome.status() != StatusString.FINISHED) {
                throw new CommandException.Failed(
                        "The warehouse refused the statement: " + outcome.error() + advice(outcome.error()));
            }
            return Boolean.TRUE.equals(outcome.hasResultSet()) ? read(id) : new ResultTable(List.of(), List.of());
        } catch (SdkException e) {
            throw AwsFaults.explain(
                    "The Data API did not take the statement",
                    "workgroup " + login.workgroup() + " with a database " + login.database()
                            + " (--workgroup and --database name others)",
                    e);
        }
    }

    private static String advice(String error) {
        return error != null && error.contains("permission denied")
                ? ". Your user lacks a role of the warehouse: docs/how-to/operating-on-aws.md shows how an administrator grants it."
                : "";
    }

    /** Cancels what still runs: nobody waits for it any more. */
    @Override
    public void close() {
        for (String id : running) {
            try {
                client.cancelStatement(request -> request.id(id));
            } catch (SdkException e) {
                LOG.info("statement {} was not cancelled", id, e);
            }
        }
    }

    private static List<SqlParameter> sqlParameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> SqlParameter.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    private DescribeStatementResponse await(String id) {
        running.add(id);
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            DescribeStatementResponse answer = client.describeStatement(request -> request.id(id));
            switch (answer.status()) {
                case FINISHED, FAILED, ABORTED -> {
                    running.remove(id);
                    return answer;
                }
                case SUBMITTED, PICKED, STARTED, ALL, UNKNOWN_TO_SDK_VERSION -> sleep(pause);
            }
            // A wait is at most half as long as the statement has run already.
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 3 / 2);
        }
    }

    private ResultTable read(String id) {
        List<ResultTable.Column> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (GetStatementResultResponse page : client.getStatementResultPaginator(request -> request.id(id))) {
            if (columns.isEmpty()) {
                page.columnMetadata().forEach(column -> columns.add(column(column)));
            }
            page.records().forEach(record -> rows.add(row(record)));
        }
        return new ResultTable(columns, rows);
    }

    private static ResultTable.Column column(ColumnMetadata column) {
        return new ResultTable.Column(column.name(), NUMERIC.contains(column.typeName()));
    }

    private static List<String> row(List<Field> record) {
        List<String> row = new ArrayList<>(record.size());
        record.forEach(field -> row.add(text(field)));
        return row;
    }

    private static String text(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).toPlainString() : Double.toString(value);
    }

    private static String text(Field field) {
        return switch (field.type()) {
            case IS_NULL -> null;
            case STRING_VALUE -> field.stringValue();
            case LONG_VALUE -> field.longValue().toString();
            case DOUBLE_VALUE -> text(field.doubleValue());
            case BOOLEAN_VALUE -> field.booleanValue().toString();
            case BLOB_VALUE ->
                java.util.HexFormat.of().formatHex(field.blobValue().asByteArray());
            case UNKNOWN_TO_SDK_VERSION ->
                throw new CommandException.Failed("The Data API returned a value of an" + " unknown type: " + field);
        };
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }
}
