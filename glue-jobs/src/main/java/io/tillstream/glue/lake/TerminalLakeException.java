package io.tillstream.glue.lake;

/** The same run fails again: a setting or an object is not what the job can read. */
public non-sealed class TerminalLakeException extends LakeException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message names what is wrong and what to do next. */
    public TerminalLakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
