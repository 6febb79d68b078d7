package io.tillstream.loader;

/** The same again, later, may succeed: throttling, a lost connection, a rival transaction, no time left. */
public final class RetryableException extends LoaderException {
    RetryableException(String message) {
        super(message, null);
    }

    RetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
