package io.tillstream.lake.error;

/** The same again, later, may succeed: a throttle, a lost connection, a faster rival, no time left. */
public non-sealed class RetryableException extends PipelineException {
    private static final long serialVersionUID = 1L;

    /** Makes one; the message says what failed. */
    public RetryableException(String message) {
        super(message, null);
    }

    /** As {@link #RetryableException(String)}, with its cause. */
    public RetryableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
