package io.tillstream.producer;

/** A wrong argument, setting, mapping or file: a person corrects the command and runs it again. Exit code 2. */
public class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message what is wrong, where, and what to do
     */
    public UsageException(String message) {
        super(message);
    }

    /**
     * Creates one with its cause.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what failed
     */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
