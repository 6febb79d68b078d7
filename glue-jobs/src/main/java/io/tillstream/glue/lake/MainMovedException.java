package io.tillstream.glue.lake;

import io.tillstream.lake.error.RetryableException;

/** Another run published while this one worked, so main could not be fast-forwarded (invariant 3). Nothing was published. */
public final class MainMovedException extends RetryableException {
    private static final long serialVersionUID = 1L;

    MainMovedException(String table, String branch, Throwable cause) {
        super(
                "main of " + table + " has moved since branch " + branch
                        + " was made from it; nothing was published. Run the job again: it starts from the new head.",
                cause);
    }
}
