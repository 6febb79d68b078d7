package io.tillstream.operations.aws;

import io.tillstream.operations.command.AwsFaultText;
import io.tillstream.operations.command.CommandException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** A state machine of Step Functions, by its last executions. */
public final class StateMachine {
    private static final int LOOKED_AT = 100;
    private static final Set<ExecutionStatus> FAILURES =
            Set.of(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED);

    private final SfnClient stepFunctions;
    private final String name;
    private final String arn;

    StateMachine(SfnClient stepFunctions, String name, String arn) {
        this.stepFunctions = stepFunctions;
        this.name = name;
        this.arn = arn;
    }

    /**
     * How the last executions went.
     *
     * @param running name of the one that runs
     * @param succeeded when the newest that succeeded ended; empty if none of the last hundred did
     * @param ended name of the newest that has ended
     * @param failing whether that one failed
     * @param failure the newest failure: when and why; empty if none of the last hundred failed
     */
    public record History(
            Optional<String> running,
            Optional<Instant> succeeded,
            Optional<String> ended,
            boolean failing,
            String failure) {}

    /**
     * Asks for the last hundred executions.
     *
     * @throws CommandException if there is no such state machine, or access is denied
     */
    public History history() {
        try {
            return ask();
        } catch (SdkException e) {
            throw explained(e);
        }
    }

    private History ask() {
        // The newest come first (API reference, ListExecutions).
        List<ExecutionListItem> newest = stepFunctions
                .listExecutions(request -> request.stateMachineArn(arn).maxResults(LOOKED_AT))
                .executions();
        Optional<ExecutionListItem> ended = newest.stream()
                .filter(execution -> execution.stopDate() != null)
                .findFirst();
        return new History(
                first(newest, Set.of(ExecutionStatus.RUNNING)).map(ExecutionListItem::name),
                first(newest, Set.of(ExecutionStatus.SUCCEEDED)).map(ExecutionListItem::stopDate),
                ended.map(ExecutionListItem::name),
                ended.filter(execution -> FAILURES.contains(execution.status())).isPresent(),
                first(newest, FAILURES).map(this::why).orElse(""));
    }

    /** The same for a state machine that an environment may do without: empty if it is not deployed. */
    public Optional<History> historyIfDeployed() {
        try {
            return Optional.of(ask());
        } catch (StateMachineDoesNotExistException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw explained(e);
        }
    }

    private CommandException explained(SdkException e) {
        return AwsFaultText.explain("Step Functions did not answer", "state machine " + name, e);
    }

    private static Optional<ExecutionListItem> first(List<ExecutionListItem> newest, Set<ExecutionStatus> wanted) {
        return newest.stream()
                .filter(execution -> wanted.contains(execution.status()))
                .findFirst();
    }

    private String why(ExecutionListItem failed) {
        DescribeExecutionResponse execution =
                stepFunctions.describeExecution(request -> request.executionArn(failed.executionArn()));
        return failed.stopDate() + " " + failed.statusAsString()
                + (execution.error() == null ? "" : " " + execution.error())
                + (execution.cause() == null ? "" : ": " + execution.cause());
    }
}
