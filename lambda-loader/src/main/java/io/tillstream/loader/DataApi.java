package io.tillstream.loader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultRequest;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
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
                    return new StatementOutcome.Failed(
                            error(statement),
                            Optional.ofNullable(statement.createdAt()).orElseGet(Instant::now));
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
        try {
            String id = client.executeStatement(ExecuteStatementRequest.builder()
                            .workgroupName(settings.workgroup())
                            .database(settings.database())
                            .secretArn(settings.secretArn().orElse(null))
                            .statementName(name)
                            .sql(sql)
                            .build())
                    .id();
            if (await(id, deadline) instanceof StatementOutcome.Failed failed) {
                throw switch (SqlFault.of(failed.error())) {
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

    private static String error(DescribeStatementResponse statement) {
        Stream<String> ofParts = statement.subStatements().stream()
                .filter(part -> part.error() != null)
                .map(DataApi::named);
        return SqlFault.oneLine(ofParts.findFirst()
                .orElseGet(() -> statement.error() == null ? statement.statusAsString() : statement.error()));
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
