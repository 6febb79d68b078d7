package io.tillstream.standins.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way through the function.
 *
 * @param requestId its request id
 * @param event the event, JSON
 * @param timeout how long the function may take from delivery
 * @param delivered completes when the function has taken the event
 * @param result completes with the function's answer, or with a {@link LambdaInvocationException}
 */
record Invocation(
        String requestId,
        String event,
        Duration timeout,
        CompletableFuture<Void> delivered,
        CompletableFuture<String> result) {
    Invocation(String requestId, String event, Duration timeout) {
        this(requestId, event, timeout, new CompletableFuture<>(), new CompletableFuture<>());
    }

    void fail(LambdaInvocationException failure) {
        delivered.completeExceptionally(failure);
        result.completeExceptionally(failure);
    }
}
