package io.tillstream.standins.lambda;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one Lambda function as AWS does: its handler in the real Java runtime client, in its own process that stays
 * warm between events, one event at a time (a reserved concurrency of 1). A process that died, or that was killed because it
 * ran out of time, is replaced at the next event.
 */
public final class LambdaRuntime implements AutoCloseable {
    /** AWS gives the start of a function 10 s; a laptop under load may take longer. */
    private static final Duration START = Duration.ofSeconds(60);

    private final LambdaFunction function;
    private volatile FunctionProcess process;
    private volatile boolean closed;

    private LambdaRuntime(LambdaFunction function, FunctionProcess process) {
        this.function = function;
        this.process = process;
    }

    /**
     * Starts the function's process; it initialises while this returns.
     *
     * @param function what to run
     * @return the runtime, to be closed
     * @throws IOException if no process can be started
     */
    public static LambdaRuntime start(LambdaFunction function) throws IOException {
        LambdaRuntime runtime = new LambdaRuntime(function, FunctionProcess.start(function));
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close, "close-" + function.name()));
        return runtime;
    }

    /**
     * Invokes the function and waits for its answer.
     *
     * @param json the event
     * @param timeout the function's timeout, from the delivery of the event; its end is the deadline that the handler sees
     * @return the function's answer, JSON
     * @throws LambdaInvocationException if the handler threw, could not be loaded, exited, or ran out of time
     * @throws IOException if its process cannot be started
     * @throws InterruptedException if the calling thread is interrupted; the function's process is then ended
     */
    public synchronized String invoke(String json, Duration timeout)
            throws LambdaInvocationException, IOException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("The runtime of " + function.name() + " is closed");
        }
        if (!process.isAlive()) {
            process.close();
            process = FunctionProcess.start(function);
        }
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), json, timeout);
        process.submit(invocation);
        try {
            await(invocation.delivered(), START, "Init timed out");
            return await(invocation.result(), timeout, "Task timed out");
        } catch (InterruptedException interrupt) {
            process.close();
            throw interrupt;
        }
    }

    private <T> T await(CompletableFuture<T> future, Duration limit, String late)
            throws LambdaInvocationException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLate) {
            process.close();
            throw new LambdaInvocationException(
                    LambdaInvocationException.TIMED_OUT,
                    String.format(Locale.ROOT, "%s after %.2f seconds", late, limit.toMillis() / 1000.0));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LambdaInvocationException reported) {
                throw reported;
            }
            throw new IllegalStateException("The Lambda stand-in failed", failed.getCause());
        }
    }

    /** Ends the function's process; no process is left behind. */
    @Override
    public void close() {
        closed = true;
        process.close();
    }
}
