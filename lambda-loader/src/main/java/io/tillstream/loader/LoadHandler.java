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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final LoadSetFiles files;
    private final SweepPolicy sweeps;
    private final Clock clock;
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
        this.clock = clock;
        this.state = new LoaderState(lake);
        this.files = new LoadSetFiles(lake);
        this.sweeps = new SweepPolicy(settings.sweepEvery());
        this.loader = new Loader(settings, files, WarehouseSql.connect(clients, settings), state, clock, firstPause);
    }

    /**
     * Loads what the ledger lacks. An event without messages, as of a schedule or from a person, is a sweep.
     *
     * @return the messages to deliver again: none, or, after a retryable failure, those worth it
     * @throws LoadSetRejectedException if a load set cannot be loaded as it is
     * @throws ManualActionRequiredException if the loader cannot work before a person has acted
     * @throws io.tillstream.lake.error.TerminalException if AWS refuses what the loader asks
     * @throws RetryableException if a sweep met a failure that time may cure, and sweeps have failed for a while
     */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSEvent.SQSMessage> messages =
                event == null || event.getRecords() == null ? List.of() : event.getRecords();
        Optional<LastOutcome> last = state.lastOutcome();
        return messages.isEmpty() ? sweep(last, context) : wake(messages, last, context);
    }

    private SQSBatchResponse sweep(Optional<LastOutcome> last, Context context) {
        try {
            if (sweeps.isDue(last, clock.instant(), files::isPublished)) {
                load(last, sweeps.deadline(context, clock), false);
            }
        } catch (PipelineException e) {
            Instant since = failed(last, e);
            if (!(e instanceof RetryableException) || sweeps.isError(since, clock.instant())) {
                throw e;
            }
            LOG.warn("to be tried again by the next sweep: {}", e.getMessage());
        }
        return response(List.of());
    }

    private SQSBatchResponse wake(List<SQSEvent.SQSMessage> messages, Optional<LastOutcome> last, Context context) {
        List<String> again = new ArrayList<>();
        boolean redrive = false;
        for (SQSEvent.SQSMessage message : messages) {
            WakeUp wakeUp = WakeUp.of(message.getBody(), bucket);
            LOG.info("woken by message {}: {}", message.getMessageId(), wakeUp);
            redrive |= wakeUp == WakeUp.REDRIVE;
            if (wakeUp.worthRetrying()) {
                again.add(message.getMessageId());
            }
        }
        try {
            load(last, Deadline.of(context), redrive);
            return response(List.of());
        } catch (PipelineException e) {
            failed(last, e);
            if (e instanceof RetryableException) {
                LOG.warn("to be tried again, {} messages: {}", again.size(), e.getMessage());
                return response(again);
            }
            throw e;
        }
    }

    private void load(Optional<LastOutcome> last, Deadline deadline, boolean redrive) {
        Loader.Outcome outcome = loader.loadMissing(deadline, redrive, knownLoadSet(last));
        LOG.info("load sets loaded: {}{}", outcome.loaded(), outcome.paused() ? "; loading is paused" : "");
        record(last, outcome.paused() ? "paused" : "done", outcome.loadSet(), outcome.loaded(), "");
    }

    /** Records a failure and returns since when the loader has failed like this. */
    private Instant failed(Optional<LastOutcome> last, PipelineException e) {
        return record(last, kind(e), knownLoadSet(last), List.of(), e.getMessage());
    }

    private Instant record(Optional<LastOutcome> last, String status, long loadSet, List<Long> loaded, String message) {
        Instant now = clock.instant();
        Instant since = last.filter(before -> before.status().equals(status))
                .map(LastOutcome::since)
                .orElse(now);
        state.record(new LastOutcome(now, status, loadSet, since), loaded, message);
        return since;
    }

    private static long knownLoadSet(Optional<LastOutcome> last) {
        return last.map(LastOutcome::loadSet).orElse(0L);
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
