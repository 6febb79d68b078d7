package io.tillstream.loader;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
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
 */
public final class LoadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(LoadHandler.class);

    private final Loader loader;
    private final String bucket;

    /**
     * Makes the handler from the Lambda's environment.
     *
     * @throws NeedsPersonException if a setting is missing or wrong
     */
    public LoadHandler() {
        this(System.getenv(), Clock.systemUTC(), FIRST_PAUSE);
    }

    LoadHandler(Map<String, String> environment, Clock clock, Duration firstPause) {
        LoaderSettings settings = LoaderSettings.from(environment);
        AwsClients clients = new AwsClients(environment);
        this.bucket = settings.source().bucket();
        this.loader = new Loader(
                settings,
                new LoadSetFiles(clients.s3(), bucket),
                new DataApi(clients.redshiftData(), settings),
                clock,
                firstPause);
    }

    /**
     * Loads what the ledger lacks.
     *
     * @return the messages to deliver again: none, or, after a retryable failure, those worth it
     * @throws LoadSetRejectedException if a load set cannot be loaded as it is
     * @throws NeedsPersonException if the loader cannot work at all
     */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<String> again = new ArrayList<>();
        List<SQSEvent.SQSMessage> messages =
                event == null || event.getRecords() == null ? List.of() : event.getRecords();
        for (SQSEvent.SQSMessage message : messages) {
            WakeUp wakeUp = WakeUp.of(message.getBody(), bucket);
            LOG.info("woken by message {}: {}", message.getMessageId(), wakeUp);
            if (wakeUp.worthRetrying()) {
                again.add(message.getMessageId());
            }
        }
        try {
            List<Long> loaded = loader.loadMissing(Deadline.of(context));
            LOG.info("load sets loaded: {}", loaded);
            return response(List.of());
        } catch (RetryableException e) {
            LOG.warn("to be tried again, {} messages: {}", again.size(), e.getMessage());
            return response(again);
        }
    }

    private static SQSBatchResponse response(List<String> failed) {
        return new SQSBatchResponse(
                failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
    }
}
