package io.tillstream.writer.error;

/** A failure of the writer. Whatever happens, nothing is lost: what is not in Bronze is still in Kafka. */
public abstract sealed class WriterException extends RuntimeException
        permits RetryableException, TerminalException, NeedsPersonException {
    WriterException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the exit code of a process that this error ends. */
    public abstract int exitCode();
}
