package io.tillstream.glue.loadset;

import io.tillstream.lake.error.TerminalException;

/** A load set would not be what Gold holds; it was not published, and the same run would fail again. */
public final class LoadSetException extends TerminalException {
    private static final long serialVersionUID = 1L;

    LoadSetException(String message) {
        super(message, null);
    }
}
