package io.tillstream.glue.lake;

import io.tillstream.lake.error.RetryableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Write, audit, publish (invariant 3): a branch made from main's head takes the batch; the gate reads the branch;
 * {@link #publish} fast-forwards main, which succeeds only where main has not moved. A plain append would re-apply itself
 * on top of a rival's commit and double the batch.
 *
 * <p>The catalog's {@code cache-enabled} must be false: else SQL and {@code writeTo} resolve the branch through a cached
 * table that does not have it.
 *
 * <p>A run that ends before {@link #publish} leaves its branch. No run reads it again; the next run of the same table removes
 * it ({@link #dropLeftovers}). For one thread.
 */
public final class AuditBranch {
    /** Snapshot expiry removes a branch that is older than this, in case the table never gets another batch. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** What {@link #open} calls the branch of a batch; a branch of another name is a person's. */
    private static final Pattern BATCH_BRANCH = Pattern.compile("batch_[0-9]+_[0-9a-f]{12}");

    private static final int ATTEMPTS = 5;

    private final LakeTable table;
    private final String branch;
    private final Long base;

    private AuditBranch(LakeTable table, String branch, Long base) {
        this.table = table;
        this.branch = branch;
        this.base = base;
    }

    /**
     * Makes a branch of a new name from main's current head; a table that has no commit yet gets a branch all the same.
     *
     * @param label how the branch's name starts, for example {@code batch_3}
     * @throws MainMovedException if main is not at {@code expected} any more
     * @throws RetryableException if the catalog did not take the branch
     */
    public static AuditBranch open(LakeTable table, String label, Optional<Snapshot> expected) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("not a branch label: " + label);
        }
        String branch =
                label + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        Long base = expected.map(Snapshot::snapshotId).orElse(null);
        AuditBranch opened = new AuditBranch(table, branch, base);
        commit(table, "create branch " + branch, opened::exists, update -> {
            if (base == null) {
                update.createBranch(branch);
            } else {
                update.createBranch(branch, base);
            }
            return update.setMaxRefAgeMs(branch, KEPT.toMillis());
        });
        if (!opened.mainIsAtBase()) {
            opened.drop();
            throw new MainMovedException(table.name(), branch, null);
        }
        return opened;
    }

    /**
     * Removes the branches that earlier runs left because they crashed or their batch was blocked. A job calls this before
     * it opens its own branch, so that runs which fail again and again leave one branch, not one each.
     */
    public static void dropLeftovers(LakeTable table) {
        List<String> leftovers = leftovers(table);
        if (!leftovers.isEmpty()) {
            commit(
                    table,
                    "remove the branches " + leftovers,
                    () -> leftovers(table).isEmpty(),
                    update -> {
                        leftovers(table).forEach(update::removeBranch);
                        return update;
                    });
        }
    }

    private static List<String> leftovers(LakeTable table) {
        return table.refresh().iceberg().refs().keySet().stream()
                .filter(name -> BATCH_BRANCH.matcher(name).matches())
                .toList();
    }

    /** Returns the branch's name. */
    public String name() {
        return branch;
    }

    /** Returns the name under which SQL and {@code writeTo} read and write the branch. */
    public String identifier() {
        return table.lake().identifier(table.name()) + ".branch_" + branch;
    }

    /** Returns the rows of the branch: those of main when it was made, and what was written since. */
    public Dataset<Row> rows() {
        return table.lake().spark().read().table(identifier());
    }

    /** Appends rows. The properties, names without prefix, go onto the snapshot under {@code tillstream.}. */
    public void append(Dataset<Row> rows, Map<String, String> properties) {
        try {
            writer(rows, properties).append();
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw vanished(e);
        }
    }

    /** Replaces the rows for which the condition holds, in other respects like {@link #append}. */
    public void overwrite(Dataset<Row> rows, Column condition, Map<String, String> properties) {
        try {
            writer(rows, properties).overwrite(condition);
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw vanished(e);
        }
    }

    /** Replaces every partition that the rows touch, in other respects like {@link #append}. */
    public void overwritePartitions(Dataset<Row> rows, Map<String, String> properties) {
        try {
            writer(rows, properties).overwritePartitions();
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw vanished(e);
        }
    }

    /** Adds a snapshot without rows that carries the properties: for a batch that adds none. */
    public void commitProperties(Map<String, String> properties) {
        var append = table.refresh().iceberg().newFastAppend().toBranch(branch);
        properties.forEach((name, value) -> append.set(Progress.PREFIX + name, value));
        append.commit();
    }

    /** Returns the snapshots written to the branch since it was made, oldest first. */
    public Deque<Snapshot> written() {
        Table iceberg = table.refresh().iceberg();
        Deque<Snapshot> written = new ArrayDeque<>();
        Snapshot snapshot = iceberg.snapshot(branch);
        while (snapshot != null && (base == null || snapshot.snapshotId() != base)) {
            written.addFirst(snapshot);
            snapshot = snapshot.parentId() == null ? null : iceberg.snapshot(snapshot.parentId());
        }
        return written;
    }

    /** Returns the row counts of everything written to the branch since it was made. */
    public SummaryCounts counts() {
        return written().stream().map(SummaryCounts::of).reduce(SummaryCounts.NONE, SummaryCounts::then);
    }

    /**
     * Fast-forwards main to the branch's head and removes the branch, both in one commit.
     *
     * @throws MainMovedException if another run published since the branch was made; nothing was published then
     * @throws RetryableException if the catalog did not say whether it took the commit; running again is safe
     */
    public void publish() {
        Snapshot head = table.refresh().iceberg().snapshot(branch);
        commit(table, "fast-forward main to " + branch, () -> head != null && isMain(head.snapshotId()), update -> {
            if (!mainIsAtBase()) {
                throw new MainMovedException(table.name(), branch, null);
            }
            if (head == null || !exists()) {
                throw vanished(null);
            }
            return update.fastForwardBranch(SnapshotRef.MAIN_BRANCH, branch).removeBranch(branch);
        });
    }

    /** Removes the branch of a batch that is not to be published. */
    public void drop() {
        commit(table, "remove branch " + branch, () -> !exists(), update -> update.removeBranch(branch));
    }

    /** Removes the branch after a failure. That this may fail too never hides why the batch did. */
    public void dropAfter(Throwable failure) {
        try {
            drop();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Commits a change of the table's branches, unless it is done already. A rival's commit in between is not a reason to
     * fail: the change is decided anew from the state then.
     */
    private static void commit(
            LakeTable table, String what, BooleanSupplier isDone, UnaryOperator<ManageSnapshots> change) {
        for (int attempt = 1; ; attempt++) {
            table.refresh();
            if (isDone.getAsBoolean()) {
                return;
            }
            try {
                change.apply(table.iceberg().manageSnapshots()).commit();
                return;
            } catch (CommitFailedException | IllegalArgumentException e) {
                if (attempt == ATTEMPTS) {
                    throw new RetryableException(
                            table.name() + ": could not " + what + " in " + attempt + " attempts. Run the job again.",
                            e);
                }
            } catch (CommitStateUnknownException e) {
                table.refresh();
                if (!isDone.getAsBoolean()) {
                    throw new RetryableException(
                            table.name() + ": the catalog did not say whether it took the commit to " + what
                                    + ". Run the job again: it starts from what main holds then.",
                            e);
                }
                return;
            }
        }
    }

    private org.apache.spark.sql.DataFrameWriterV2<Row> writer(Dataset<Row> rows, Map<String, String> properties) {
        var writer = rows.writeTo(identifier());
        properties.forEach((name, value) -> writer.option("snapshot-property." + Progress.PREFIX + name, value));
        return writer;
    }

    private boolean exists() {
        return table.iceberg().refs().containsKey(branch);
    }

    private boolean mainIsAtBase() {
        return table.head().map(Snapshot::snapshotId).equals(Optional.ofNullable(base));
    }

    private boolean isMain(long snapshotId) {
        return table.head().filter(main -> main.snapshotId() == snapshotId).isPresent();
    }

    private RetryableException vanished(Exception e) {
        return new RetryableException("branch " + identifier() + " is gone; run the job again", e);
    }
}
