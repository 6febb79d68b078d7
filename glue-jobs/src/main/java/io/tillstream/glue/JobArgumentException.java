package io.tillstream.glue;

/** A setting is missing or not valid. Terminal: the same arguments fail again. */
public final class JobArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    JobArgumentException(String message) {
        super(message);
    }
}
