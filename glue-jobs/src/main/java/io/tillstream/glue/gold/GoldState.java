package io.tillstream.glue.gold;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The Gold tables and how far each of them is. Every read names its snapshot; none takes the newest. */
public final class GoldState {
    private final Lake lake;
    private final Map<GoldTable, LakeTable> tables = new EnumMap<>(GoldTable.class);

    private GoldState(Lake lake) {
        this.lake = lake;
    }

    /** Finds the tables and creates those that do not exist. */
    public static GoldState open(Lake lake) {
        GoldState state = new GoldState(lake);
        for (GoldTable table : GoldTable.values()) {
            Map<String, String> properties =
                    table.partitioning().isEmpty() ? Map.of() : Map.of("write.spark.fanout.enabled", "true");
            state.tables.put(
                    table, lake.findOrCreate(table.identifier(), table.schema(), table.partitioning(), properties));
        }
        return state;
    }

    /** Returns the lake. */
    public Lake lake() {
        return lake;
    }

    LakeTable table(GoldTable table) {
        return tables.get(table);
    }

    /** Returns the newest progress of the table, or nothing if no batch has reached it. */
    public Optional<Progress> progress(GoldTable table) {
        return tables.get(table).refresh().progress();
    }

    /** Returns the number of the last batch that the table has, 0 for none. */
    public long covered(GoldTable table) {
        return progress(table).map(Progress::batchNo).orElse(0L);
    }

    /** Returns the number that every table has reached. */
    public long lowest() {
        return covered().min().orElseThrow();
    }

    /** Returns the highest number that any table has reached. */
    public long highest() {
        return covered().max().orElseThrow();
    }

    private LongStream covered() {
        return tables.keySet().stream().mapToLong(this::covered);
    }

    /**
     * Returns the progress of the table at that batch.
     *
     * @return nothing only for batch 0
     * @throws ManualActionRequiredException if the snapshot is not kept any more
     */
    public Optional<Progress> at(GoldTable table, long batchNo) {
        return at(tables.get(table).refresh(), batchNo);
    }

    static Optional<Progress> at(LakeTable table, long batchNo) {
        if (batchNo == 0) {
            return Optional.empty();
        }
        return Optional.of(table.progressAt(batchNo)
                .orElseThrow(() ->
                        new ManualActionRequiredException("no snapshot of " + table.name() + " for batch " + batchNo
                                + " is kept. Snapshots may expire only when every later table and the newest load set are past"
                                + " their batch (docs/explanation/gold.md).")));
    }

    /**
     * Returns the rows of the table at that batch, in the columns of today: an old snapshot has narrower decimals.
     *
     * @return nothing if it is batch 0
     */
    public Optional<Dataset<Row>> rowsAt(GoldTable table, long batchNo) {
        return at(table, batchNo)
                .map(progress -> rows(tables.get(table), progress.snapshotId()).to(table.schema()));
    }

    /** Returns the rows of a table at a snapshot. */
    Dataset<Row> rows(LakeTable table, long snapshotId) {
        return lake.spark().read().option("snapshot-id", snapshotId).table(lake.identifier(table.name()));
    }

    /** Returns main's snapshots committed after batch {@code from} up to and including batch {@code to}, newest first. */
    public List<Snapshot> snapshots(GoldTable table, long from, long to) {
        Optional<Progress> newest = at(table, to);
        if (newest.isEmpty()) {
            return List.of();
        }
        Long oldest = at(table, from).map(Progress::snapshotId).orElse(null);
        List<Snapshot> snapshots = new ArrayList<>();
        SnapshotUtil.ancestorsBetween(
                        newest.get().snapshotId(), oldest, tables.get(table).iceberg()::snapshot)
                .forEach(snapshots::add);
        return snapshots;
    }

    /** Returns what reads the table's files and manifests. */
    public FileIO files(GoldTable table) {
        return tables.get(table).iceberg().io();
    }

    /** Returns the smallest value of a numeric property among the snapshots that have it. */
    public static OptionalLong smallest(List<Snapshot> snapshots, String property) {
        return values(snapshots, property).min();
    }

    /** Returns the largest value of a numeric property among the snapshots that have it. */
    public static OptionalLong largest(List<Snapshot> snapshots, String property) {
        return values(snapshots, property).max();
    }

    private static LongStream values(List<Snapshot> snapshots, String property) {
        return snapshots.stream()
                .map(snapshot -> snapshot.summary().get(Progress.PREFIX + property))
                .filter(Objects::nonNull)
                .mapToLong(Long::parseLong);
    }
}
