package io.tillstream.glue.lake;

/** The same run may succeed when it is started again: a rival was faster, or the storage did not answer. */
public non-sealed class RetryableLakeException extends LakeException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what happened and what to do next. */
    public RetryableLakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
