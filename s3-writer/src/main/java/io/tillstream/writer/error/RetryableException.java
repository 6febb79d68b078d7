package io.tillstream.writer.error;

/** A failure that passes: the writer tries again, for as long as it takes. */
public final class RetryableException extends WriterException {
    /**
     * Makes one.
     *
     * @param message what failed
     * @param cause the failure
     */
    public RetryableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
