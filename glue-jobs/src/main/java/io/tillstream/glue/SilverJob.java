package io.tillstream.glue;

import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.SilverOutcome;
import io.tillstream.glue.silver.SilverRun;
import io.tillstream.glue.silver.SilverSettings;
import io.tillstream.glue.silver.publish.NewestRecord;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.quality.QualityGateException;
import java.util.Map;
import java.util.Optional;

/** Entry point of the Silver job: one batch of Bronze to silver.decisions. */
public final class SilverJob {
    private SilverJob() {}

    /**
     * Runs the job with the arguments of docs/reference/contracts.md, section 5, and prints its result.
     *
     * @throws QualityGateException if the gate blocks the batch, after the result has said so
     * @throws io.tillstream.lake.error.PipelineException if the job cannot go on
     * @throws JobArgumentException if an argument is missing or not valid
     */
    public static void main(String[] args) {
        JobArguments arguments = JobArguments.of(args);
        JobResult result = JobResult.started("silver").keptAt(arguments);
        SilverSettings settings = SilverSettings.of(arguments);
        try (S3ObjectStore store = Lake.store(arguments)) {
            try {
                Lake lake = Lake.open(arguments, store);
                SilverOutcome outcome = new SilverRun(
                                lake, settings, (done, total) -> JobResult.progress("silver", done, total, System.out))
                        .run();
                report(result, outcome, NewestRecord.at(lake, outcome.batchNo()))
                        .print(System.out)
                        .keep(store);
            } catch (QualityGateException e) {
                blocked(result, e).print(System.out).keep(store);
                throw e;
            }
        }
    }

    static JobResult blocked(JobResult result, QualityGateException gate) {
        return result.status("blocked")
                .put(
                        "failures",
                        gate.failures().stream()
                                .map(failure -> Map.of("rule", failure.rule(), "reason", failure.reason()))
                                .toList());
    }

    static JobResult report(JobResult result, SilverOutcome outcome, Optional<String> newestRecord) {
        boolean published = outcome instanceof SilverOutcome.Published;
        RowCounts counts = outcome instanceof SilverOutcome.Published batch ? batch.counts() : RowCounts.NONE;
        result.status(published ? "published" : "nothing_new")
                .put("batch_no", outcome.batchNo())
                .put("rows_in", counts.rowsIn())
                .put("accepted", counts.accepted())
                .put("quarantined", counts.quarantined())
                .put("duplicates", counts.duplicates())
                .put("more", outcome instanceof SilverOutcome.Published batch && batch.more());
        newestRecord.ifPresent(instant -> result.put(NewestRecord.NAME, instant));
        return result;
    }
}
