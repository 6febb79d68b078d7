package io.tillstream.writer.error;

/** A failure that trying again does not mend, such as refused credentials or a full disk: the process ends. */
public final class TerminalException extends WriterException {
    /**
     * Makes one.
     *
     * @param message what failed and what to do next
     * @param cause the failure
     */
    public TerminalException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
