package io.tillstream.glue.lake;

/** A job cannot go on. The subtype says what helps: running it again, a person, or neither. */
public abstract sealed class LakeException extends RuntimeException
        permits RetryableLakeException, NeedsPersonException, TerminalLakeException {
    private static final long serialVersionUID = 1L;

    LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
