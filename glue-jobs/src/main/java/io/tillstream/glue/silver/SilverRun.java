package io.tillstream.glue.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.DateRanges;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.deduplicate.Deduplication;
import io.tillstream.glue.silver.input.BronzeChains;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.publish.DecidedBatch;
import io.tillstream.glue.silver.publish.Decision;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.Publication;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverHead;
import io.tillstream.glue.silver.publish.SilverStep;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.quality.QualityGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One batch from Bronze to Silver (invariants 2 to 4). Ending anywhere and running again leads to the same table as one run
 * that ends well.
 */
public final class SilverRun {
    /** The advisory copy of the cursor, which only s3-writer reads (docs/reference/contracts.md, section 2). */
    static final String CURSOR_KEY = LakeKeys.SILVER_CURSOR;

    private final Lake lake;
    private final SilverSettings settings;
    private final QualityGate gate;
    private final SilverStep.Listener steps;
    private final InstantSource clock;

    /** Gets how many of a batch's steps are done. */
    public interface Progress {
        /** Takes the number of steps done and of all steps. */
        void at(int done, int total);
    }

    /** Prepares a run with the bundled rules of silver.decisions. */
    public SilverRun(Lake lake, SilverSettings settings, Progress progress) {
        this(
                lake,
                settings,
                QualityGate.bundled(DecisionTable.NAME),
                step -> progress.at(step.ordinal() + 1, SilverStep.values().length),
                InstantSource.system());
    }

    SilverRun(Lake lake, SilverSettings settings, QualityGate gate, SilverStep.Listener steps, InstantSource clock) {
        this.lake = lake;
        this.settings = settings;
        this.gate = gate;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Makes and publishes the next batch.
     *
     * @throws io.tillstream.quality.QualityGateException if the batch breaks a rule; main has not moved then
     * @throws io.tillstream.lake.error.PipelineException if it cannot go on; the subtype says what helps
     */
    public SilverOutcome run() {
        SilverHead head = SilverHead.read(DecisionTable.open(lake));
        BronzeRange range =
                new BronzeChains(lake.store(), settings.topic()).after(head.cursor(), settings.maxBatchRows());
        if (range.objects().isEmpty()) {
            if (head.batchNo() > 0) {
                writeCursor(head.cursor());
            }
            return new SilverOutcome.NothingNew(head.batchNo());
        }
        RowCounts counts = publish(head, range);
        writeCursor(range.to());
        steps.done(SilverStep.CURSOR_WRITTEN);
        return new SilverOutcome.Published(head.next(), counts, range.more());
    }

    private RowCounts publish(SilverHead head, BronzeRange range) {
        Instant now = clock.instant();
        try (ValidatedBatch batch =
                        ValidatedBatch.of(lake, range, settings.businessTimeZone(), settings.defaultCurrency());
                Deduplication deduplication = Deduplication.of(batch, earlier(head, batch, now))) {
            RowCounts counts = count(range, batch, deduplication);
            steps.done(SilverStep.BATCH_DECIDED);
            Optional<String> newest =
                    batch.newestRecord().map(Instant::toString).or(head::newestRecord);
            new Publication(head, gate, steps)
                    .publish(
                            new DecidedBatch(batch, deduplication, head.next(), now).rows(),
                            counts,
                            head.nextProperties(range.to(), head.totals().plus(counts), newest),
                            deduplication.known());
            return counts;
        }
    }

    /**
     * Returns the rows among which repeats are looked for: those whose order date is near one of the batch's, however long ago
     * they were decided; and those decided lately, of any date, since a corrected date makes the same id another sale.
     */
    private Optional<Dataset<Row>> earlier(SilverHead head, ValidatedBatch batch, Instant now) {
        Instant since = now.minus(Duration.ofDays(settings.conflictWindowDays()));
        Column isNear = DateRanges.around(batch.orderDates(), settings.conflictWindowDays())
                .contain(col(SilverColumns.ORDER_DATE))
                .or(col(SilverColumns.DECIDED_AT).geq(lit(java.sql.Timestamp.from(since))));
        return head.snapshot()
                .map(snapshot -> head.table()
                        .rowsAt(snapshot)
                        .where(DecisionTable.is(Decision.ACCEPTED).or(DecisionTable.is(Decision.WITHDRAWN)))
                        .where(DecisionTable.isCurrent())
                        .where(isNear));
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

    private void writeCursor(Cursor cursor) {
        lake.store().put(CURSOR_KEY, cursor.json().getBytes(StandardCharsets.UTF_8));
    }
}
