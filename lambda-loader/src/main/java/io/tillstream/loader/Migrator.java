package io.tillstream.loader;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.warehouse.AuditQuery;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the migrations that the warehouse lacks, each with its ledger row in one transaction. Two runs at once do no harm:
 * the loser of each migration finds its row in the ledger and continues with the next.
 */
final class Migrator {
    private static final int BOOTSTRAP_ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    private final WarehouseSql dataApi;
    private final Warehouse warehouse;
    private final Query appliedQuery = AuditQuery.APPLIED_MIGRATIONS.query();

    Migrator(WarehouseSql dataApi, Warehouse warehouse) {
        this.dataApi = dataApi;
        this.warehouse = warehouse;
    }

    /**
     * Applies what is missing.
     *
     * @return the names of those that this run applied, in order
     * @throws ManualActionRequiredException if an applied migration is not the one of this build, or one fails for good
     * @throws RetryableException if one fails for a reason that may pass; those before it stay applied
     */
    List<String> applyMissing(Deadline deadline) {
        bootstrap(deadline);
        Map<Integer, Applied> applied = applied(deadline);
        warehouse.migrations().forEach(migration -> requireUnchanged(migration, applied));
        List<String> done = new ArrayList<>();
        for (Migration migration : warehouse.migrations()) {
            if (!applied.containsKey(migration.version()) && apply(migration, deadline)) {
                done.add(migration.name());
            }
        }
        return done;
    }

    /** CREATE … IF NOT EXISTS may still fail where two runs create at once; the second try finds what the rival created. */
    private void bootstrap(Deadline deadline) {
        StatementOutcome outcome = new StatementOutcome.Finished();
        for (int attempt = 1; attempt <= BOOTSTRAP_ATTEMPTS; attempt++) {
            outcome = run("tillstream-migrations-bootstrap", warehouse.bootstrap(), deadline);
            if (outcome instanceof StatementOutcome.Finished) {
                return;
            }
        }
        if (outcome instanceof StatementOutcome.Failed failed) {
            throw failure("creating ops.migrations", failed);
        }
    }

    private boolean apply(Migration migration, Deadline deadline) {
        StatementOutcome outcome = run("tillstream-" + migration.name(), migration.batch(), deadline);
        Map<Integer, Applied> applied = applied(deadline);
        if (applied.containsKey(migration.version())) {
            requireUnchanged(migration, applied);
            boolean ours = outcome instanceof StatementOutcome.Finished;
            LOG.info("migration {} is applied{}", migration.name(), ours ? "" : " by another run");
            return ours;
        }
        if (outcome instanceof StatementOutcome.Failed failed) {
            throw failure("migration " + migration.name(), failed);
        }
        throw new ManualActionRequiredException(
                "migration " + migration.name() + " finished without its row in ops.migrations");
    }

    private StatementOutcome run(String name, List<String> statements, Deadline deadline) {
        return dataApi.await(dataApi.submitBatch(name, Optional.empty(), statements), deadline);
    }

    private static PipelineException failure(String what, StatementOutcome.Failed failed) {
        String message = what + " failed: " + failed.error();
        return switch (failed.fault()) {
            case RETRYABLE -> new RetryableException(message);
            case LEDGER_BROKEN, MANUAL_ACTION, LOAD_SET -> new ManualActionRequiredException(message);
        };
    }

    private static void requireUnchanged(Migration migration, Map<Integer, Applied> applied) {
        Applied before = applied.get(migration.version());
        if (before != null && !before.equals(new Applied(migration.name(), migration.checksum()))) {
            throw new ManualActionRequiredException(
                    "migration " + migration.version() + " was applied as " + before.name()
                            + " with checksum " + before.checksum() + ", this build has " + migration.name() + " with "
                            + migration.checksum() + ": never change an applied migration, add another");
        }
    }

    private Map<Integer, Applied> applied(Deadline deadline) {
        Map<Integer, Applied> applied = new HashMap<>();
        for (List<String> row : dataApi.query("tillstream-applied-migrations", appliedQuery.sql(), deadline)) {
            applied.put(Integer.valueOf(row.get(0)), new Applied(row.get(1), row.get(2)));
        }
        return applied;
    }

    private record Applied(String name, String checksum) {}
}
