package io.tillstream.lake.error;

/**
 * A program cannot go on. The subtype says what helps: time, a change of settings or files, or a person's decision. The
 * message names what was expected, what was found, and what to do next.
 */
public abstract sealed class PipelineException extends RuntimeException
        permits RetryableException, TerminalException, ManualActionRequiredException {
    private static final long serialVersionUID = 1L;

    PipelineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the exit code of a process that this error ends (docs/reference/contracts.md, section 1). */
    public abstract int exitCode();
}
