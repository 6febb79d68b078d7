package io.tillstream.operations.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/**
 * Delivers events to a function on the warehouse side as SQS does, no matter where it runs. What its handler throws becomes
 * an error for the person at the console; failures that only a person can cure have an exit code of their own.
 */
public final class LoaderDelivery {
    private static final int DELIVERIES = 3;
    private static final Set<String> FOR_A_PERSON = Set.of(
            "io.tillstream.loader.LoadSetRejectedException",
            ManualActionRequiredException.class.getName(),
            TerminalException.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The function. */
    public interface Function {
        /**
         * Invokes it and returns its answer.
         *
         * @throws FunctionException if its handler threw, or its process ended
         */
        String invoke(String event) throws FunctionException, IOException, InterruptedException;
    }

    private final String name;
    private final String log;
    private final Function function;

    /**
     * @param name the function's name
     * @param log where its log is, for messages
     */
    public LoaderDelivery(String name, String log, Function function) {
        this.name = name;
        this.log = log;
        this.function = function;
    }

    /**
     * Wakes the loader as an operator does who hands messages back: it also tries what failed a moment ago.
     *
     * @throws CommandException.Failed when it fails again and again
     * @throws CommandException.ManualActionRequired when a set cannot be loaded until somebody acts
     */
    public void redrive() {
        ObjectNode event = JSON.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("messageId", UUID.randomUUID().toString())
                .put("body", "{\"wake\":\"redrive\"}");
        deliver(event.toString());
    }

    /**
     * Delivers an event of messages. One that comes back is delivered again.
     *
     * @throws CommandException.Failed when it fails again and again
     * @throws CommandException.ManualActionRequired when a set cannot be loaded until somebody acts
     */
    public void deliver(String event) {
        for (int delivery = 1; delivery <= DELIVERIES; delivery++) {
            if (invoke(event).path("batchItemFailures").isEmpty()) {
                return;
            }
        }
        throw new CommandException.Failed("The loader returned its message unprocessed " + DELIVERIES
                + " times. ./tillstream load status says why; its log: " + log);
    }

    /** Invokes the function with any event and returns its answer. */
    public JsonNode invoke(String event) {
        try {
            return JSON.readTree(function.invoke(event));
        } catch (FunctionException e) {
            String message =
                    "The Lambda " + name + " failed: " + e.errorType() + ": " + e.getMessage() + ". Its log: " + log;
            if (FOR_A_PERSON.contains(e.errorType())) {
                throw new CommandException.ManualActionRequired(
                        message + ". docs/explanation/warehouse.md says what to do.");
            }
            throw new CommandException.Failed(message, e);
        } catch (JsonProcessingException e) {
            throw new CommandException.Failed("The Lambda " + name + " did not answer with JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandException.Failed("The Lambda " + name + " could not be invoked: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }
}
