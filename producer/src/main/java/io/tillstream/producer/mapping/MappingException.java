package io.tillstream.producer.mapping;

import io.tillstream.producer.UsageException;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping that cannot be used; the message names the file, the line or key, and what is wrong. */
public final class MappingException extends UsageException {
    private static final long serialVersionUID = 1L;

    MappingException(String message) {
        super(message);
    }

    MappingException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns one with the messages of all, each on a separate line. */
    static MappingException all(List<MappingException> faults) {
        return faults.size() == 1
                ? faults.get(0)
                : new MappingException(
                        faults.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    }
}
