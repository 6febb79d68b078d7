package io.tillstream.local.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.local.lambda.LambdaFunction;
import io.tillstream.local.lambda.LambdaInvocationException;
import io.tillstream.local.lambda.LambdaRuntime;
import io.tillstream.local.process.Cleanup;
import io.tillstream.local.process.LocalRunException;
import io.tillstream.local.process.Programs;
import io.tillstream.local.query.DataApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The two functions of the warehouse side, in the real Java runtime of AWS Lambda. */
final class Lambdas {
    private static final int MEMORY_MEGABYTES = 512;
    private static final int ATTEMPTS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The longest that AWS gives a function. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final Programs programs;
    private final LambdaRuntime migrations;
    private final LambdaRuntime loader;

    private Lambdas(Programs programs, LambdaRuntime migrations, LambdaRuntime loader) {
        this.programs = programs;
        this.migrations = migrations;
        this.loader = loader;
    }

    /** Starts both processes; they initialise while this returns. */
    static Lambdas start(Programs programs, Cleanup cleanup) {
        return new Lambdas(
                programs,
                start(programs, cleanup, "migrations", "io.tillstream.loader.MigrationHandler"),
                start(programs, cleanup, "loader", "io.tillstream.loader.LoadHandler"));
    }

    private static LambdaRuntime start(Programs programs, Cleanup cleanup, String name, String handler) {
        LambdaFunction function = new LambdaFunction(
                name,
                handler,
                programs.installation().classPath("lambda-loader"),
                programs.lambdaEnvironment(DataApi.WORKGROUP, DataApi.DATABASE),
                MEMORY_MEGABYTES,
                log(programs, name));
        try {
            return cleanup.add(LambdaRuntime.start(function));
        } catch (IOException e) {
            throw new LocalRunException.Failed("The Lambda " + name + " could not be started: " + e, e);
        }
    }

    /** Brings the warehouse's schema up to date, then ends the function that did it. */
    void migrate() {
        invoke(migrations, "migrations", "{}");
        migrations.close();
    }

    /**
     * Delivers the event of a load set. The handler loads every set that is missing, in order (invariant 7).
     *
     * @throws LocalRunException.Failed when it fails again and again
     */
    void load(String loadSetKey) {
        String messageId = UUID.randomUUID().toString();
        String event = S3Event.objectCreated(programs.bucket(), loadSetKey, messageId, Instant.now());
        // As SQS does: a message that comes back is delivered again.
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            JsonNode failures = invoke(loader, "loader", event).path("batchItemFailures");
            if (failures.isEmpty()) {
                return;
            }
        }
        throw new LocalRunException.Failed(
                "The loader gave " + loadSetKey + " back " + ATTEMPTS + " times. Its log: " + log(programs, "loader"));
    }

    private JsonNode invoke(LambdaRuntime function, String name, String event) {
        try {
            return JSON.readTree(function.invoke(event, TIMEOUT));
        } catch (LambdaInvocationException e) {
            throw new LocalRunException.Failed(
                    "The Lambda " + name + " failed: " + e.errorType() + ": " + e.getMessage() + ". Its log: "
                            + log(programs, name),
                    e);
        } catch (JsonProcessingException e) {
            throw new LocalRunException.Failed("The Lambda " + name + " answered no JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LocalRunException.Failed("The Lambda " + name + " could not be invoked: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalRunException.Failed("Interrupted", e);
        }
    }

    private static Path log(Programs programs, String name) {
        return programs.directory().logs().resolve(name + ".log");
    }
}
