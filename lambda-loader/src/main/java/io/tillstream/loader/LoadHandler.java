package io.tillstream.loader;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda that loads load sets. Its messages only wake it; what it loads is what the ledger lacks.
 *
 * <p>After a failure that time may cure, the messages are reported as failed and come again. Any other failure is thrown: the
 * messages come again too, until the queue hands them to its dead-letter queue, and both raise an alarm. A message that is
 * broken or concerns nothing of ours is never reported as failed: it has woken the loader, which is all that it could do.
 * While an operator has paused loading, messages are taken and nothing is loaded: the next wake-up after the pause, by the
 * sweeper at the latest, finds what they announced.
 */
public final class LoadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(LoadHandler.class);

    private final Loader loader;
    private final LoaderState state;
    private final String bucket;

    /**
     * Makes the handler from the Lambda's environment.
     *
     * @throws ManualActionRequiredException if a setting is missing or wrong
     */
    public LoadHandler() {
        this(System.getenv(), Clock.systemUTC(), FIRST_PAUSE);
    }

    LoadHandler(Map<String, String> environment, Clock clock, Duration firstPause) {
        LoaderSettings settings = LoaderSettings.from(environment);
        AwsClients clients = new AwsClients(environment, CallLimits.LAMBDA);
        this.bucket = settings.source().bucket();
        ObjectStore lake = new S3ObjectStore(clients.s3(), bucket);
        this.state = new LoaderState(lake, clock);
        this.loader = new Loader(
                settings, new LoadSetFiles(lake), WarehouseSql.connect(clients, settings), state, clock, firstPause);
    }

    /**
     * Loads what the ledger lacks. An event without messages, as of a schedule or from a person, is a sweep.
     *
     * @return the messages to deliver again: none, or, after a retryable failure, those worth it
     * @throws LoadSetRejectedException if a load set cannot be loaded as it is
     * @throws ManualActionRequiredException if the loader cannot work before a person has acted
     * @throws io.tillstream.lake.error.TerminalException if AWS refuses what the loader asks
     * @throws RetryableException if a sweep met a failure that time may cure
     */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<String> again = new ArrayList<>();
        boolean redrive = false;
        List<SQSEvent.SQSMessage> messages =
                event == null || event.getRecords() == null ? List.of() : event.getRecords();
        for (SQSEvent.SQSMessage message : messages) {
            WakeUp wakeUp = WakeUp.of(message.getBody(), bucket);
            LOG.info("woken by message {}: {}", message.getMessageId(), wakeUp);
            redrive |= wakeUp == WakeUp.REDRIVE;
            if (wakeUp.worthRetrying()) {
                again.add(message.getMessageId());
            }
        }
        try {
            Loader.Outcome outcome = loader.loadMissing(Deadline.of(context), redrive);
            LOG.info("load sets loaded: {}{}", outcome.loaded(), outcome.paused() ? "; loading is paused" : "");
            state.record(outcome.paused() ? "paused" : "done", outcome.loaded(), "");
            return response(List.of());
        } catch (PipelineException e) {
            state.record(kind(e), List.of(), e.getMessage());
            if (e instanceof RetryableException && !messages.isEmpty()) {
                LOG.warn("to be tried again, {} messages: {}", again.size(), e.getMessage());
                return response(again);
            }
            // A sweep has no message that could come again: only an error makes its failure visible.
            throw e;
        }
    }

    private static String kind(PipelineException e) {
        if (e instanceof RetryableException) {
            return "retrying";
        }
        return e instanceof LoadSetRejectedException ? "rejected" : "needs_person";
    }

    private static SQSBatchResponse response(List<String> failed) {
        return new SQSBatchResponse(
                failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
    }
}
