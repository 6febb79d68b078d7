package io.tillstream.glue.lake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
 * Write, audit, publish (invariant 3): a branch made from main's head takes the batch; whoever judges it reads the branch;
 * {@link #publish} fast-forwards main, which succeeds only where main has not moved. A plain append would re-apply itself
 * on top of a rival's commit and double the batch.
 *
 * <p>The catalog's {@code cache-enabled} must be false: SQL and {@code writeTo} would otherwise resolve the branch through a
 * cached table that does not have it.
 *
 * <p>A run that ends before {@link #drop} leaves its branch behind; it is never read again, and snapshot expiry removes it
 * after {@link #KEPT}. For one thread.
 */
public final class AuditBranch {
    /** For how long a branch that a crashed run left behind is kept for a person to look at. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int PUBLISH_ATTEMPTS = 5;

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
     */
    public static AuditBranch open(LakeTable table, String label, Optional<Snapshot> expected) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("not a branch label: " + label);
        }
        String branch =
                label + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        Table iceberg = table.refresh().iceberg();
        Long base = expected.map(Snapshot::snapshotId).orElse(null);
        ManageSnapshots update = iceberg.manageSnapshots();
        if (base == null) {
            update.createBranch(branch);
        } else {
            update.createBranch(branch, base);
        }
        update.setMaxRefAgeMs(branch, KEPT.toMillis()).commit();
        AuditBranch opened = new AuditBranch(table, branch, base);
        if (!opened.mainIsAtBase()) {
            opened.drop();
            throw new MainMovedException(table.name(), branch, null);
        }
        return opened;
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

    /** Replaces the rows for which the condition holds, as {@link #append} otherwise. */
    public void overwrite(Dataset<Row> rows, Column condition, Map<String, String> properties) {
        try {
            writer(rows, properties).overwrite(condition);
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw vanished(e);
        }
    }

    /** Replaces every partition that the rows touch, as {@link #append} otherwise. */
    public void overwritePartitions(Dataset<Row> rows, Map<String, String> properties) {
        try {
            writer(rows, properties).overwritePartitions();
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw vanished(e);
        }
    }

    /** Adds a snapshot without rows that carries the properties: for what is known only after the rows were written. */
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
     * Fast-forwards main to the branch's head.
     *
     * @throws MainMovedException if another run published since the branch was made; nothing was published then
     * @throws RetryableLakeException if the catalog did not say whether it took the commit; running again is safe
     */
    public void publish() {
        for (int attempt = 1; ; attempt++) {
            table.refresh();
            if (isPublished()) {
                return;
            }
            if (!mainIsAtBase()) {
                throw new MainMovedException(table.name(), branch, null);
            }
            try {
                table.iceberg()
                        .manageSnapshots()
                        .fastForwardBranch(SnapshotRef.MAIN_BRANCH, branch)
                        .commit();
                return;
            } catch (CommitFailedException | IllegalArgumentException e) {
                // Somebody changed the table between refresh and commit; whether it was main shows above.
                if (attempt == PUBLISH_ATTEMPTS) {
                    throw new RetryableLakeException(
                            "main of " + table.name() + " could not be fast-forwarded to " + branch + " in " + attempt
                                    + " attempts, though it has not moved. Run the job again.",
                            e);
                }
            } catch (CommitStateUnknownException e) {
                if (table.refresh() == null || !isPublished()) {
                    throw new RetryableLakeException(
                            "the catalog did not say whether main of " + table.name() + " was fast-forwarded to "
                                    + branch + ". Run the job again: it starts from what main holds then.",
                            e);
                }
                return;
            }
        }
    }

    /** Removes the branch; its snapshots stay where main has them. */
    public void drop() {
        if (table.refresh().iceberg().refs().containsKey(branch)) {
            table.iceberg().manageSnapshots().removeBranch(branch).commit();
        }
    }

    /**
     * Removes the branches that earlier runs of the same label left behind, so that a batch which is blocked again and
     * again leaves one branch to look at, not one for each run.
     */
    public void dropPredecessors() {
        List<String> predecessors = table.refresh().iceberg().refs().keySet().stream()
                .filter(name -> name.startsWith(label() + "_") && !name.equals(branch))
                .toList();
        predecessors.forEach(
                name -> table.iceberg().manageSnapshots().removeBranch(name).commit());
    }

    private String label() {
        return branch.substring(0, branch.lastIndexOf('_'));
    }

    private org.apache.spark.sql.DataFrameWriterV2<Row> writer(Dataset<Row> rows, Map<String, String> properties) {
        var writer = rows.writeTo(identifier());
        properties.forEach((name, value) -> writer.option("snapshot-property." + Progress.PREFIX + name, value));
        return writer;
    }

    private boolean mainIsAtBase() {
        return headOfMain().equals(Optional.ofNullable(base));
    }

    private boolean isPublished() {
        Snapshot head = table.iceberg().snapshot(branch);
        return head != null && headOfMain().equals(Optional.of(head.snapshotId()));
    }

    private Optional<Long> headOfMain() {
        return table.head().map(Snapshot::snapshotId);
    }

    private RetryableLakeException vanished(Exception e) {
        return new RetryableLakeException("branch " + identifier() + " is gone; run the job again", e);
    }
}
