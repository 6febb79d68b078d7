package io.tillstream.glue.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.tillstream.glue.lake.DateRanges;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.deduplicate.Deduplication;
import io.tillstream.glue.silver.input.BronzeChains;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.input.Coordinates;
import io.tillstream.glue.silver.publish.Publication;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverFrames;
import io.tillstream.glue.silver.publish.SilverStep;
import io.tillstream.glue.silver.publish.SilverTables;
import io.tillstream.glue.silver.publish.TableHeads;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.quality.QualityGate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One batch from Bronze to Silver (invariants 2 to 4). Ending anywhere and running again leads to the same tables as one
 * run that ends well.
 */
public final class SilverRun {
    /** The advisory copy of the cursor, which only s3-writer reads (docs/reference/contracts.md, section 2). */
    static final String CURSOR_KEY = LakeKeys.SILVER_CURSOR;

    private final Lake lake;
    private final SilverSettings settings;
    private final QualityGate gate;
    private final SilverStep.Listener steps;

    /** Gets how many of a batch's steps are done. */
    public interface Progress {
        /** Takes the number of steps done and of all steps. */
        void at(int done, int total);
    }

    /** Prepares a run with the bundled rules of silver.sales. */
    public SilverRun(Lake lake, SilverSettings settings, Progress progress) {
        this(
                lake,
                settings,
                QualityGate.bundled(SilverTables.SALES),
                step -> progress.at(step.ordinal() + 1, SilverStep.values().length));
    }

    SilverRun(Lake lake, SilverSettings settings, QualityGate gate, SilverStep.Listener steps) {
        this.lake = lake;
        this.settings = settings;
        this.gate = gate;
        this.steps = steps;
    }

    /**
     * Makes and publishes the next batch, or finishes the one that an earlier run started.
     *
     * @throws io.tillstream.quality.QualityGateException if the batch breaks a rule; main has not moved then
     * @throws io.tillstream.lake.error.PipelineException if it cannot go on; the subtype says what helps
     */
    public SilverOutcome run() {
        TableHeads heads = TableHeads.read(SilverTables.sales(lake), SilverTables.quarantine(lake));
        BronzeChains chains = new BronzeChains(lake.store(), settings.topic());
        BronzeRange range = heads.recordedTo()
                .map(to -> chains.between(heads.cursor(), to))
                .orElseGet(() -> chains.after(heads.cursor(), settings.maxBatchRows()));
        if (range.objects().isEmpty()) {
            if (heads.batchNo() > 0) {
                writeCursor(heads.cursor());
            }
            return new SilverOutcome.NothingNew(heads.batchNo());
        }
        RowCounts counts = publish(heads, range);
        writeCursor(range.to());
        steps.done(SilverStep.CURSOR_WRITTEN);
        boolean more = heads.isRerun() ? !chains.after(range.to(), 1).objects().isEmpty() : range.more();
        return new SilverOutcome.Published(heads.next(), counts, more);
    }

    private RowCounts publish(TableHeads heads, BronzeRange range) {
        Dataset<Row> recorded = heads.isRerun()
                ? heads.quarantine().rows().where(col(SilverColumns.BATCH_NO).equalTo(heads.next()))
                : null;
        try (ValidatedBatch batch = ValidatedBatch.of(
                        lake, range, settings.businessTimeZone(), settings.defaultCurrency(), recorded);
                Deduplication deduplication =
                        Deduplication.of(batch, accepted(heads, batch), settings.conflictWindowDays())) {
            if (recorded != null) {
                requireAsRecorded(batch, deduplication, recorded.count());
            }
            RowCounts counts = count(range, batch, deduplication);
            steps.done(SilverStep.BATCH_DECIDED);
            SilverFrames frames = new SilverFrames(batch, deduplication, heads.next());
            Optional<String> newest =
                    batch.newestRecord().map(Instant::toString).or(heads::newestRecord);
            Publication publication = new Publication(heads, range, counts, newest, steps);
            if (recorded == null) {
                publication.quarantine(frames);
            }
            publication.sales(frames, gate, DateRanges.around(batch.orderDates(), 0));
            return counts;
        }
    }

    /** Returns what was accepted near the batch's days: no row further away can be a duplicate or a conflict. */
    private Dataset<Row> accepted(TableHeads heads, ValidatedBatch batch) {
        DateRanges near = DateRanges.around(batch.orderDates(), settings.conflictWindowDays());
        LakeTable sales = heads.sales();
        return heads.salesHead()
                .map(head -> sales.rowsAt(head).where(near.contain(col(SilverColumns.ORDER_DATE))))
                .orElse(null);
    }

    private static RowCounts count(BronzeRange range, ValidatedBatch batch, Deduplication deduplication) {
        long accepted = batch.valid() - deduplication.duplicates() - deduplication.conflicts();
        if (range.rows() != batch.valid() + batch.rejected()) {
            throw new ManualActionRequiredException("the objects of this batch have "
                    + (batch.valid() + batch.rejected()) + " rows, but their metadata say " + range.rows() + ": "
                    + range.keysWithRows()
                    + ". Nothing was published; compare each object's metadata rows with its Parquet footer.");
        }
        return new RowCounts(
                range.rows(), accepted, batch.rejected() + deduplication.conflicts(), deduplication.duplicates());
    }

    private static void requireAsRecorded(ValidatedBatch batch, Deduplication deduplication, long recorded) {
        if (batch.rejected() == recorded && deduplication.conflicts() == 0) {
            return;
        }
        List<Row> examples = batch.rows()
                .where(col(ValidatedBatch.REASON).isNotNull().and(not(ValidatedBatch.isRecorded())))
                .limit(1)
                .collectAsList();
        String example = examples.isEmpty()
                ? deduplication.conflicts() + " rows are conflicts now"
                : "for example the row at " + Coordinates.of(examples.get(0)) + " ("
                        + examples.get(0).getAs(ValidatedBatch.REASON) + ", "
                        + examples.get(0).getAs(ValidatedBatch.DETAIL)
                        + ")";
        throw new ManualActionRequiredException("an earlier run quarantined " + recorded
                + " rows of this batch and ended before it published the sales; validated again, the batch has"
                + " other results: " + example
                + ". Run again with the settings and the product catalogue of that run.");
    }

    private void writeCursor(Cursor cursor) {
        lake.store().put(CURSOR_KEY, cursor.json().getBytes(StandardCharsets.UTF_8));
    }
}
