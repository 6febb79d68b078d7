package io.tillstream.local.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.local.lambda.LambdaFunction;
import io.tillstream.local.lambda.LambdaInvocationException;
import io.tillstream.local.lambda.LambdaRuntime;
import io.tillstream.local.process.Cleanup;
import io.tillstream.local.process.LocalRunException;
import io.tillstream.local.process.Programs;
import io.tillstream.local.query.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * One of the two functions of the warehouse side, in the real Java runtime of AWS Lambda. What its handler throws becomes an
 * error for the person at the console; failures that only a person can cure have an exit code of their own.
 */
public final class LoaderFunction {
    private static final int MEMORY_MEGABYTES = 512;
    private static final int DELIVERIES = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The longest that AWS gives a function. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private static final Set<String> FOR_A_PERSON =
            Set.of("io.tillstream.loader.LoadSetRejectedException", "io.tillstream.loader.NeedsPersonException");

    private final Programs programs;
    private final String name;
    private final LambdaRuntime runtime;

    private LoaderFunction(Programs programs, String name, LambdaRuntime runtime) {
        this.programs = programs;
        this.name = name;
        this.runtime = runtime;
    }

    /**
     * Starts the function's process; it initialises while this returns.
     *
     * @param name of the function and its log
     * @param handler the handler's class
     */
    static LoaderFunction start(Programs programs, String name, String handler, Cleanup cleanup) {
        LambdaFunction function = new LambdaFunction(
                name,
                handler,
                programs.installation().classPath("lambda-loader"),
                programs.lambdaEnvironment(Login.LOCAL.workgroup(), Login.LOCAL.database()),
                MEMORY_MEGABYTES,
                programs.directory().logs().resolve(name + ".log"));
        try {
            return new LoaderFunction(programs, name, cleanup.add(LambdaRuntime.start(function)));
        } catch (IOException e) {
            throw new LocalRunException.Failed("The Lambda " + name + " could not be started: " + e, e);
        }
    }

    /**
     * Delivers the event of a load set's batch file. The handler loads every set that is missing, in order (invariant 7).
     *
     * @throws LocalRunException.Failed when it fails again and again
     * @throws LocalRunException.NeedsPerson when a set cannot be loaded before a person has acted
     */
    public void load(String key) {
        deliver(S3Event.objectCreated(programs.bucket(), key, UUID.randomUUID().toString(), Instant.now()));
    }

    /**
     * Wakes the loader as an operator does who hands messages back: it also tries what failed a moment ago.
     *
     * @throws LocalRunException.Failed when it fails again and again
     * @throws LocalRunException.NeedsPerson when a set cannot be loaded before a person has acted
     */
    public void redrive() {
        ObjectNode event = JSON.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("messageId", UUID.randomUUID().toString())
                .put("body", "{\"wake\":\"redrive\"}");
        deliver(event.toString());
    }

    /** As SQS does: a message that comes back is delivered again. */
    private void deliver(String event) {
        for (int delivery = 1; delivery <= DELIVERIES; delivery++) {
            if (invoke(event).path("batchItemFailures").isEmpty()) {
                return;
            }
        }
        throw new LocalRunException.Failed("The loader gave its message back " + DELIVERIES
                + " times. ./tillstream load status says why; its log: " + log());
    }

    /** Invokes the function with any event and returns its answer. */
    JsonNode invoke(String event) {
        try {
            return JSON.readTree(runtime.invoke(event, TIMEOUT));
        } catch (LambdaInvocationException e) {
            String message =
                    "The Lambda " + name + " failed: " + e.errorType() + ": " + e.getMessage() + ". Its log: " + log();
            if (FOR_A_PERSON.contains(e.errorType())) {
                throw new LocalRunException.NeedsPerson(message + ". docs/warehouse.md says what to do.");
            }
            throw new LocalRunException.Failed(message, e);
        } catch (JsonProcessingException e) {
            throw new LocalRunException.Failed("The Lambda " + name + " answered no JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LocalRunException.Failed("The Lambda " + name + " could not be invoked: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalRunException.Failed("Interrupted", e);
        }
    }

    /** Ends the function's process. */
    void close() {
        runtime.close();
    }

    private Path log() {
        return programs.directory().logs().resolve(name + ".log");
    }
}
