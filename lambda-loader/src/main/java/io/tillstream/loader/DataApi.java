package io.tillstream.loader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultRequest;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;

/**
 * SQL through the Redshift Data API: submit, ask until it is done. Only the identity that submitted a statement may ask
 * about it, so re-attaching works with the Lambda's one role. Every failure is a {@link LoaderException}.
 */
final class DataApi {
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final RedshiftDataClient client;
    private final LoaderSettings settings;

    DataApi(RedshiftDataClient client, LoaderSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * Submits a batch, which runs as one transaction in a session of its own.
     *
     * @param name what operators see in the statement list
     * @param token names the attempt: the same token within 8 hours returns the statement of the first call and runs nothing
     * @return the statement's id
     */
    String submitBatch(String name, Optional<String> token, List<String> statements) {
        BatchExecuteStatementRequest.Builder request = BatchExecuteStatementRequest.builder()
                .workgroupName(settings.workgroup())
                .database(settings.database())
                .secretArn(settings.secretArn().orElse(null))
                .statementName(name)
                .sqls(statements);
        token.ifPresent(request::clientToken);
        try {
            return client.batchExecuteStatement(request.build()).id();
        } catch (SdkException e) {
            throw AwsFaults.of("submitting " + name, e);
        }
    }

    /**
     * Waits until a statement is done.
     *
     * @throws RetryableException if the time runs out first; the statement runs on
     */
    StatementOutcome await(String id, Deadline deadline) {
        for (Duration delay = FIRST_DELAY; ; delay = longer(delay)) {
            DescribeStatementResponse statement = describe(id);
            switch (statement.status()) {
                case FINISHED -> {
                    return new StatementOutcome.Finished();
                }
                case FAILED, ABORTED -> {
                    return failed(statement);
                }
                case SUBMITTED, PICKED, STARTED, ALL, UNKNOWN_TO_SDK_VERSION ->
                    deadline.pause(delay, "statement " + id + ", now " + statement.statusAsString());
            }
        }
    }

    /**
     * Runs a query and returns its rows, every value as text and null as the empty text.
     *
     * @throws RetryableException if it fails for a reason that may pass
     * @throws NeedsPersonException if it fails for one that does not
     */
    List<List<String>> query(String name, String sql, Deadline deadline) {
        return query(name, sql, Map.of(), deadline);
    }

    /**
     * As {@link #query(String, String, Deadline)}, with values for the {@code :name} parameters.
     *
     * @param parameters values by name; none may be empty
     */
    List<List<String>> query(String name, String sql, Map<String, String> parameters, Deadline deadline) {
        ExecuteStatementRequest.Builder request = single(name, sql);
        if (!parameters.isEmpty()) {
            request.parameters(parameters.entrySet().stream()
                    .map(entry -> SqlParameter.builder()
                            .name(entry.getKey())
                            .value(entry.getValue())
                            .build())
                    .toList());
        }
        try {
            String id = client.executeStatement(request.build()).id();
            if (await(id, deadline) instanceof StatementOutcome.Failed failed) {
                throw switch (failed.fault()) {
                    case RETRYABLE -> new RetryableException(name + " failed: " + failed.error());
                    case LEDGER_BROKEN, NEEDS_PERSON, LOAD_SET ->
                        new NeedsPersonException(name + " failed: " + failed.error()
                                + "; were the migrations applied and the rights granted?");
                };
            }
            return rows(id);
        } catch (SdkException e) {
            throw AwsFaults.of(name, e);
        }
    }

    /**
     * Runs one statement without rows, in a transaction of its own.
     *
     * @throws LoaderException if it could not be submitted or the time ran out; then it may run on
     */
    StatementOutcome execute(String name, String sql, Deadline deadline) {
        try {
            return await(client.executeStatement(single(name, sql).build()).id(), deadline);
        } catch (SdkException e) {
            throw AwsFaults.of(name, e);
        }
    }

    private ExecuteStatementRequest.Builder single(String name, String sql) {
        return ExecuteStatementRequest.builder()
                .workgroupName(settings.workgroup())
                .database(settings.database())
                .secretArn(settings.secretArn().orElse(null))
                .statementName(name)
                .sql(sql);
    }

    private List<List<String>> rows(String id) {
        List<List<String>> rows = new ArrayList<>();
        String page = null;
        do {
            GetStatementResultResponse result = client.getStatementResult(
                    GetStatementResultRequest.builder().id(id).nextToken(page).build());
            for (List<Field> fields : result.records()) {
                rows.add(fields.stream().map(DataApi::text).toList());
            }
            page = result.nextToken();
        } while (page != null && !page.isEmpty());
        return rows;
    }

    private DescribeStatementResponse describe(String id) {
        try {
            return client.describeStatement(request -> request.id(id));
        } catch (SdkException e) {
            throw AwsFaults.of("asking about statement " + id, e);
        }
    }

    private static StatementOutcome.Failed failed(DescribeStatementResponse statement) {
        Optional<SubStatementData> part = statement.subStatements().stream()
                .filter(candidate -> candidate.error() != null)
                .findFirst();
        String whole = statement.error() == null ? statement.statusAsString() : statement.error();
        String error = SqlFault.oneLine(part.map(DataApi::named).orElse(whole));
        OptionalLong copy = part.filter(DataApi::isCopy).stream()
                .map(SubStatementData::redshiftQueryId)
                .filter(id -> id != null && id > 0)
                .mapToLong(Long::longValue)
                .findFirst();
        Instant submittedAt = Optional.ofNullable(statement.createdAt()).orElseGet(Instant::now);
        return new StatementOutcome.Failed(SqlFault.of(error), error, submittedAt, copy);
    }

    private static boolean isCopy(SubStatementData part) {
        return part.queryString() != null && part.queryString().startsWith("COPY ");
    }

    private static String named(SubStatementData part) {
        return part.error() + " [statement " + part.id() + "]";
    }

    private static Duration longer(Duration delay) {
        Duration twice = delay.multipliedBy(2);
        return twice.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : twice;
    }

    private static String text(Field field) {
        return switch (field.type()) {
            case STRING_VALUE -> field.stringValue();
            case LONG_VALUE -> field.longValue().toString();
            case BOOLEAN_VALUE -> field.booleanValue().toString();
            case DOUBLE_VALUE -> field.doubleValue().toString();
            case IS_NULL, BLOB_VALUE, UNKNOWN_TO_SDK_VERSION -> "";
        };
    }
}
