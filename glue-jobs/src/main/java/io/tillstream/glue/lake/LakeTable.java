package io.tillstream.glue.lake;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One Iceberg table of the lake. Its progress (which batch it holds) is in the {@code tillstream.} properties of its
 * snapshots (invariant 3).
 */
public final class LakeTable {
    private final Lake lake;
    private final String name;
    private final Table table;

    LakeTable(Lake lake, String name, Table table) {
        this.lake = lake;
        this.name = name;
        this.table = table;
    }

    /** Returns namespace and name, for example {@code gold.fact_sales}. */
    public String name() {
        return name;
    }

    /** Returns the lake that the table is in. */
    public Lake lake() {
        return lake;
    }

    /** Returns the table for Iceberg's own API. Its state is that of the last {@link #refresh}. */
    public Table iceberg() {
        return table;
    }

    /** Reads the table's current state from the catalog. */
    public LakeTable refresh() {
        table.refresh();
        return this;
    }

    /** Returns the newest snapshot of main, or nothing for a table that never had a commit. */
    public Optional<Snapshot> head() {
        return Optional.ofNullable(table.currentSnapshot());
    }

    /** Returns the rows of main's head. */
    public Dataset<Row> rows() {
        return lake.spark().read().table(lake.identifier(name));
    }

    /** Returns the rows as of a snapshot, also after later commits. */
    public Dataset<Row> rowsAt(Snapshot snapshot) {
        return lake.spark().read().option("snapshot-id", snapshot.snapshotId()).table(lake.identifier(name));
    }

    /**
     * Returns main's progress: that of the newest ancestor that records any, because a foreign commit (compaction, schema
     * change) may follow it.
     *
     * @return nothing only for a table without rows
     * @throws ManualActionRequiredException if the table has rows but no snapshot records progress (invariant 3)
     */
    public Optional<Progress> progress() {
        Optional<Progress> newest =
                ancestors().map(Progress::of).flatMap(Optional::stream).findFirst();
        if (newest.isEmpty() && head().filter(LakeTable::hasRows).isPresent()) {
            throw new ManualActionRequiredException(
                    lake.identifier(name) + " has rows, but no snapshot of main records "
                            + Progress.PREFIX + Progress.BATCH_NO
                            + ". Starting from offset 0 would double every sale. Restore the"
                            + " properties (see docs/explanation/silver.md) or roll main back to a snapshot that has them.");
        }
        return newest;
    }

    /** Returns the progress recorded for that batch, looking back from main's head, or nothing if none is kept. */
    public Optional<Progress> progressAt(long batchNo) {
        return ancestors()
                .map(Progress::of)
                .flatMap(Optional::stream)
                .filter(progress -> progress.batchNo() == batchNo)
                .findFirst();
    }

    /** Returns the newest progress up to that batch, looking back from main's head, or nothing where none is kept. */
    public Optional<Progress> progressUpTo(long batchNo) {
        return ancestors()
                .map(Progress::of)
                .flatMap(Optional::stream)
                .filter(progress -> progress.batchNo() <= batchNo)
                .findFirst();
    }

    /**
     * Sets the properties that differ, adds the columns that are missing and widens decimals: what changes no row and no
     * snapshot. A column that the schema does not have stays.
     */
    LakeTable upgrade(StructType schema, Map<String, String> properties) {
        try {
            UpdateProperties update = table.updateProperties();
            properties.forEach((property, value) -> {
                // To change the format version is a migration.
                if (!property.equals(TableProperties.FORMAT_VERSION)
                        && !value.equals(table.properties().get(property))) {
                    update.set(property, value);
                }
            });
            if (!update.apply().equals(table.properties())) {
                update.commit();
            }
            UpdateSchema wider = table.updateSchema().unionByNameWith(SparkSchemaUtil.convert(schema));
            if (!wider.apply().sameSchema(table.schema())) {
                wider.commit();
            }
        } catch (CommitFailedException | CommitStateUnknownException e) {
            throw new RetryableException(
                    "the catalog did not take the new properties or columns of " + name + ". Run the job again.", e);
        }
        return refresh();
    }

    private Stream<Snapshot> ancestors() {
        return StreamSupport.stream(SnapshotUtil.currentAncestors(table).spliterator(), false);
    }

    private static boolean hasRows(Snapshot snapshot) {
        return SummaryCounts.of(snapshot).totalRecords() > 0;
    }
}
