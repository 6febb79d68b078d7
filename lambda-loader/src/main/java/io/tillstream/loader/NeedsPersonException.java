package io.tillstream.loader;

/** What surrounds the load is wrong and only a person can put it right: a setting, a permission, a missing migration. */
public final class NeedsPersonException extends LoaderException {
    NeedsPersonException(String message) {
        super(message, null);
    }

    NeedsPersonException(String message, Throwable cause) {
        super(message, cause);
    }
}
