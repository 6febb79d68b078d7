package io.tillstream.standins.redshift;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which commit changed each table last, so that a transaction can tell whether a rival came first. */
final class TableWrites {
    private final Map<Long, Long> lastCommit = new HashMap<>();
    private long commits;

    /** The number of the last commit that is known; what commits later has a higher one. */
    synchronized long now() {
        return commits;
    }

    synchronized boolean changedSince(long commit, long table) {
        return lastCommit.getOrDefault(table, 0L) > commit;
    }

    /** Called before the database commits: nobody who still waits for a lock of the transaction may miss it. */
    synchronized void committing(Set<Long> tables) {
        if (!tables.isEmpty()) {
            commits++;
            tables.forEach(table -> lastCommit.put(table, commits));
        }
    }
}
