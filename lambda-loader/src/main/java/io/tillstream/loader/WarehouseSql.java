package io.tillstream.loader;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.AwsFaults;
import io.tillstream.aws.redshift.DataApi;
import io.tillstream.aws.redshift.Polling;
import io.tillstream.aws.redshift.WarehouseLogin;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;

/**
 * The loader's SQL: what the Redshift Data API answers, as outcomes within the invocation's time. Only the identity that
 * submitted a statement may ask about it, so re-attaching works with the Lambda's one role. Every failure is a
 * {@link PipelineException}.
 */
final class WarehouseSql {
    private static final Polling POLLING = new Polling(Duration.ofMillis(100), 2, Duration.ofSeconds(5));
    private static final String ADVICE = "Check the Lambda's role, settings and workgroup";

    private final DataApi dataApi;

    WarehouseSql(DataApi dataApi) {
        this.dataApi = dataApi;
    }

    /** Connects to the warehouse of the settings. */
    static WarehouseSql connect(AwsClients clients, LoaderSettings settings) {
        WarehouseLogin login = new WarehouseLogin(settings.workgroup(), settings.database(), settings.secretArn());
        return new WarehouseSql(new DataApi(DataApi.client(clients), login, POLLING));
    }

    /**
     * Submits a batch, which runs as one transaction in its own session.
     *
     * @param name what operators see in the statement list
     * @param token names the attempt: the same token within 8 hours returns the statement of the first call and runs nothing
     * @return the statement's id
     */
    String submitBatch(String name, Optional<String> token, List<String> statements) {
        return typed("submitting " + name, () -> dataApi.submitBatch(name, token, statements));
    }

    /**
     * Waits until a statement is done.
     *
     * @throws RetryableException if the time runs out first; the statement runs on
     */
    StatementOutcome await(String id, Deadline deadline) {
        DescribeStatementResponse statement =
                typed("asking about statement " + id, () -> dataApi.await(id, deadline::pause));
        return statement.status() == StatusString.FINISHED ? new StatementOutcome.Finished() : failed(statement);
    }

    /**
     * Runs a query and returns its rows, every value as text and null as the empty text.
     *
     * @throws RetryableException if it fails for a reason that may pass
     * @throws ManualActionRequiredException if it fails for one that does not
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
        String id = typed(name, () -> dataApi.submit(Optional.of(name), sql, parameters));
        if (await(id, deadline) instanceof StatementOutcome.Failed failed) {
            throw switch (failed.fault()) {
                case RETRYABLE -> new RetryableException(name + " failed: " + failed.error());
                case LEDGER_BROKEN, MANUAL_ACTION, LOAD_SET ->
                    new ManualActionRequiredException(name + " failed: " + failed.error()
                            + "; were the migrations applied and the rights granted?");
            };
        }
        return typed(name, () -> dataApi.read(id)).rows().stream()
                .map(WarehouseSql::withoutNulls)
                .toList();
    }

    /**
     * Runs one statement that returns no rows, in its own transaction.
     *
     * @throws PipelineException if it could not be submitted or the time ran out; then it may run on
     */
    StatementOutcome execute(String name, String sql, Deadline deadline) {
        return await(typed(name, () -> dataApi.submit(Optional.of(name), sql, Map.of())), deadline);
    }

    private static <T> T typed(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw AwsFaults.typed(doing, ADVICE, e);
        }
    }

    private static List<String> withoutNulls(List<String> row) {
        return row.stream().map(value -> value == null ? "" : value).toList();
    }

    private static StatementOutcome.Failed failed(DescribeStatementResponse statement) {
        Optional<SubStatementData> part = statement.subStatements().stream()
                .filter(candidate -> candidate.error() != null)
                .findFirst();
        String whole = statement.error() == null ? statement.statusAsString() : statement.error();
        String error = SqlFault.oneLine(part.map(WarehouseSql::named).orElse(whole));
        OptionalLong copy = part.filter(WarehouseSql::isCopy).stream()
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
}
