package io.tillstream.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.local.process.Programs;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.load.FunctionException;
import io.tillstream.operations.load.LoaderDelivery;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.standins.lambda.LambdaFunction;
import io.tillstream.standins.lambda.LambdaInvocationException;
import io.tillstream.standins.lambda.LambdaRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One of the two functions of the warehouse side, in the real Java runtime of AWS Lambda. */
public final class LoaderFunction {
    private static final int MEMORY_MEGABYTES = 512;
    /** The longest that AWS gives a function. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final String bucket;
    private final LambdaRuntime runtime;
    private final LoaderDelivery delivery;

    private LoaderFunction(String bucket, String name, Path log, LambdaRuntime runtime) {
        this.bucket = bucket;
        this.runtime = runtime;
        this.delivery = new LoaderDelivery(name, log.toString(), event -> invoke(runtime, event));
    }

    /**
     * Starts the function's process; it initialises while this returns.
     *
     * @param name of the function and its log
     * @param handler the handler's class
     */
    static LoaderFunction start(Programs programs, String name, String handler, Cleanup cleanup) {
        Path log = programs.directory().logs().resolve(name + ".log");
        LambdaFunction function = new LambdaFunction(
                name,
                handler,
                programs.installation().classPath("lambda-loader"),
                programs.lambdaEnvironment(QueryRunner.LOCAL.workgroup(), QueryRunner.LOCAL.database()),
                MEMORY_MEGABYTES,
                log);
        try {
            return new LoaderFunction(programs.bucket(), name, log, cleanup.add(LambdaRuntime.start(function)));
        } catch (IOException e) {
            throw new CommandException.Failed("The Lambda " + name + " could not be started: " + e, e);
        }
    }

    /**
     * Delivers the event of a load set's batch file. The handler loads every set that is missing, in order (invariant 7).
     *
     * @throws CommandException.Failed when it fails again and again
     * @throws CommandException.ManualActionRequired when a set cannot be loaded until somebody acts
     */
    public void load(String key) {
        delivery.deliver(S3Event.objectCreated(bucket, key, UUID.randomUUID().toString(), Instant.now()));
    }

    /**
     * Wakes the loader as an operator does who hands messages back: it also tries what failed a moment ago.
     *
     * @throws CommandException.Failed when it fails again and again
     * @throws CommandException.ManualActionRequired when a set cannot be loaded until somebody acts
     */
    public void redrive() {
        delivery.redrive();
    }

    private static String invoke(LambdaRuntime runtime, String event)
            throws FunctionException, IOException, InterruptedException {
        try {
            return runtime.invoke(event, TIMEOUT);
        } catch (LambdaInvocationException e) {
            throw new FunctionException(e.errorType(), e.getMessage());
        }
    }

    /** Invokes the function with any event and returns its answer. */
    JsonNode invoke(String event) {
        return delivery.invoke(event);
    }

    /** Ends the function's process. */
    void close() {
        runtime.close();
    }
}
