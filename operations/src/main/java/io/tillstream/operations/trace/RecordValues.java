package io.tillstream.operations.trace;

import io.tillstream.operations.command.CommandException;
import java.util.Optional;

/** Reads single records of the topic while Kafka retains them. */
public interface RecordValues {
    /**
     * The exact value of a record; empty bytes where it is null.
     *
     * @return nothing if Kafka does not have the record any more
     * @throws CommandException.Failed when the broker does not answer
     */
    Optional<byte[]> read(Coordinates at);
}
