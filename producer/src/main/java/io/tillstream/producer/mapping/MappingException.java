package io.tillstream.producer.mapping;

import io.tillstream.producer.UsageException;

/** A mapping that cannot be used; the message names the file, the line or key, and what is wrong. */
public final class MappingException extends UsageException {
    private static final long serialVersionUID = 1L;

    MappingException(String message) {
        super(message);
    }

    MappingException(String message, Throwable cause) {
        super(message, cause);
    }
}
