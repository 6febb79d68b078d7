package io.tillstream.aws.redshift;

import io.tillstream.aws.AwsClients;
import io.tillstream.lake.error.TerminalException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;

/**
 * SQL through the Redshift Data API: submit, ask until it is done, read all pages. Only the identity that submitted a
 * statement may ask about it. Methods let the SDK's exceptions through;
 * {@link io.tillstream.aws.AwsFaults} says what they mean.
 */
public final class DataApi {
    private static final Logger LOG = LoggerFactory.getLogger(DataApi.class);

    private final RedshiftDataClient client;
    private final WarehouseLogin login;
    private final Polling polling;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Makes a client of one warehouse. */
    public DataApi(RedshiftDataClient client, WarehouseLogin login, Polling polling) {
        this.client = client;
        this.login = login;
        this.polling = polling;
    }

    /** Returns the SDK's client; the caller closes it. */
    public static RedshiftDataClient client(AwsClients clients) {
        return clients.configured(RedshiftDataClient.builder(), "AWS_ENDPOINT_URL_REDSHIFT_DATA")
                .build();
    }

    /**
     * Submits a batch, which runs as one transaction in its own session.
     *
     * @param name what operators see in the statement list
     * @param token names the attempt: the same token within 8 hours returns the statement of the first call and runs nothing
     * @return the statement's id
     */
    public String submitBatch(String name, Optional<String> token, List<String> statements) {
        BatchExecuteStatementRequest.Builder request = BatchExecuteStatementRequest.builder()
                .workgroupName(login.workgroup())
                .database(login.database())
                .secretArn(login.secretArn().orElse(null))
                .statementName(name)
                .sqls(statements);
        token.ifPresent(request::clientToken);
        return client.batchExecuteStatement(request.build()).id();
    }

    /**
     * Submits one statement, which runs in its own transaction.
     *
     * @param name what operators see in the statement list; nothing for no name
     * @param parameters values of the {@code :name} parameters; none may be empty
     * @return the statement's id
     */
    public String submit(Optional<String> name, String sql, Map<String, String> parameters) {
        ExecuteStatementRequest.Builder request = ExecuteStatementRequest.builder()
                .workgroupName(login.workgroup())
                .database(login.database())
                .secretArn(login.secretArn().orElse(null))
                .statementName(name.orElse(null))
                .sql(sql);
        // The service refuses an empty list.
        if (!parameters.isEmpty()) {
            request.parameters(sqlParameters(parameters));
        }
        return client.executeStatement(request.build()).id();
    }

    /**
     * Waits until a statement has finished, failed or was aborted.
     *
     * @param pause what passes the time; where it throws, the statement runs on
     */
    public DescribeStatementResponse await(String id, Polling.Pause pause) {
        running.add(id);
        for (Duration delay = polling.first(); ; delay = polling.after(delay)) {
            DescribeStatementResponse statement = client.describeStatement(request -> request.id(id));
            switch (statement.status()) {
                case FINISHED, FAILED, ABORTED -> {
                    running.remove(id);
                    return statement;
                }
                case SUBMITTED, PICKED, STARTED, ALL, UNKNOWN_TO_SDK_VERSION ->
                    pause.of(delay, "statement " + id + ", now " + statement.statusAsString());
            }
        }
    }

    /** Returns all rows of a finished statement, page by page. */
    public QueryResult read(String id) {
        List<QueryResult.Column> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (GetStatementResultResponse page : client.getStatementResultPaginator(request -> request.id(id))) {
            if (columns.isEmpty()) {
                page.columnMetadata()
                        .forEach(column -> columns.add(new QueryResult.Column(column.name(), column.typeName())));
            }
            page.records().forEach(row -> rows.add(row(row)));
        }
        return new QueryResult(columns, rows);
    }

    /** Cancels every statement that {@link #await} was left waiting for: nobody waits for it any more. */
    public void cancelRunning() {
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

    private static List<String> row(List<Field> fields) {
        List<String> row = new ArrayList<>(fields.size());
        fields.forEach(field -> row.add(text(field)));
        return row;
    }

    private static String text(Field field) {
        return switch (field.type()) {
            case IS_NULL -> null;
            case STRING_VALUE -> field.stringValue();
            case LONG_VALUE -> field.longValue().toString();
            case DOUBLE_VALUE -> text(field.doubleValue());
            case BOOLEAN_VALUE -> field.booleanValue().toString();
            case BLOB_VALUE -> HexFormat.of().formatHex(field.blobValue().asByteArray());
            case UNKNOWN_TO_SDK_VERSION ->
                throw new TerminalException("the Data API returned a value of an unknown type: " + field);
        };
    }

    /** Plain digits; NaN and the infinities have none. */
    private static String text(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).toPlainString() : Double.toString(value);
    }
}
