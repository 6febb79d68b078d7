package io.tillstream.lake.error;

/** Going on could lose or double a sale, or cannot succeed, before a person has looked and decided. */
public non-sealed class ManualActionRequiredException extends PipelineException {
    private static final long serialVersionUID = 1L;

    /** Makes one; the message says what is wrong and what a person can do. */
    public ManualActionRequiredException(String message) {
        super(message, null);
    }

    /** As {@link #ManualActionRequiredException(String)}, with its cause. */
    public ManualActionRequiredException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
