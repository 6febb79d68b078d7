package io.tillstream.loader;

/** Why work on the warehouse stopped. The type says what helps: time, a new load set, or a person. */
public abstract sealed class LoaderException extends RuntimeException
        permits RetryableException, LoadSetRejectedException, NeedsPersonException {
    LoaderException(String message, Throwable cause) {
        super(message, cause);
    }
}
