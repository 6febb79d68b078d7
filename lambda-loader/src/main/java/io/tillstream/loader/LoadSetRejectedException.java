package io.tillstream.loader;

import io.tillstream.lake.error.TerminalException;

/**
 * This load set cannot be loaded as it is, however often it is tried: it contradicts itself, the schema or the warehouse.
 * Nothing of it was loaded, and no later set is loaded before it is superseded by a revision or the warehouse is put right.
 */
public final class LoadSetRejectedException extends TerminalException {
    private static final long serialVersionUID = 1L;

    LoadSetRejectedException(String key, String why) {
        super(key + " is refused: " + why);
    }

    LoadSetRejectedException(String key, Throwable cause) {
        super(key + " is refused: " + cause.getMessage(), cause);
    }
}
