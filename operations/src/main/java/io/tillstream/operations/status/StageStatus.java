package io.tillstream.operations.status;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one stage is.
 *
 * @param stage its name
 * @param lag how much it has still to do
 * @param unit what the lag counts
 * @param fresh when it last brought something; empty if it never did
 * @param batch what it last did
 * @param history when it last got through and failed
 */
record StageStatus(
        String stage, long lag, String unit, Optional<Instant> fresh, String batch, StageHistory.Entry history) {

    /** {@code failed} until it gets through again; otherwise whether it has something to do. */
    String state() {
        if (history.failing()) {
            return "failed";
        }
        return lag == 0 ? "up to date" : "behind";
    }
}
