package io.tillstream.glue.gold;

import io.tillstream.lake.error.TerminalException;

/** What Gold would publish breaks an invariant; nothing of it reached main, and the same run would fail again. */
public sealed class GoldException extends TerminalException permits KeyCollisionException, FactMismatchException {
    private static final long serialVersionUID = 1L;

    GoldException(String message) {
        super(message, null);
    }
}
