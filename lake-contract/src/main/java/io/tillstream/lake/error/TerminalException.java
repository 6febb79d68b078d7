package io.tillstream.lake.error;

/** The same again fails again: a setting, a right or a file is not what the program can work with. */
public non-sealed class TerminalException extends PipelineException {
    private static final long serialVersionUID = 1L;

    /** Makes one; the message says what failed and what to do next. */
    public TerminalException(String message) {
        super(message, null);
    }

    /** As {@link #TerminalException(String)}, with its cause. */
    public TerminalException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
