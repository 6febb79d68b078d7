package io.tillstream.glue;

import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.glue.gold.GoldRun;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.loadset.LoadSetPublisher;
import io.tillstream.glue.silver.publish.NewestRecord;
import io.tillstream.lake.BucketNames;
import io.tillstream.lake.LoadSetKeys;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Advances Gold to Silver's newest batch and publishes the load set for the warehouse (invariants 5 and 6). Its arguments are
 * those of docs/reference/contracts.md, section 5.
 */
public final class GoldJob {
    /** The tables, then the load set. */
    private static final int STEPS = GoldTable.values().length + 1;

    private GoldJob() {}

    /**
     * Runs once; returns on success.
     *
     * @throws JobArgumentException if an argument is missing or wrong
     * @throws io.tillstream.lake.error.PipelineException if the job cannot go on; nothing half-done is visible then
     */
    public static void main(String... args) {
        JobArguments arguments = JobArguments.of(args);
        ZoneId zone = arguments.zone("business-time-zone", ZoneOffset.UTC);
        String bucket = arguments.text("lake-bucket", BucketNames.FORM);
        try (S3ObjectStore store = Lake.store(arguments)) {
            JobResult result = JobResult.started("gold").keptAt(arguments);
            run(result, Lake.open(arguments, store), bucket, zone, System.out).keep(store);
        }
    }

    /** Runs on an open lake and prints the result line. */
    static JobResult run(JobResult result, Lake lake, String bucket, ZoneId zone, PrintStream out) {
        GoldRun.Outcome gold =
                new GoldRun(lake, zone, table -> JobResult.progress("gold", table.ordinal() + 1, STEPS, out)).run();
        Optional<LoadSetPublisher.Outcome> newest = new LoadSetPublisher(gold.state(), bucket).publish(gold.batchNo());
        boolean published = gold.published()
                || newest.filter(LoadSetPublisher.Outcome::isNew).isPresent();
        long number = newest.map(outcome -> outcome.set().number()).orElse(0L);
        result.status(published ? "published" : "nothing_new")
                .put("batch_no", gold.batchNo())
                .put("fact_rows", gold.factRows())
                .put("load_set", number);
        if (number > 0) {
            result.put("load_set_key", LoadSetKeys.batchFile(number));
        }
        NewestRecord.at(lake, gold.batchNo()).ifPresent(instant -> result.put(NewestRecord.NAME, instant));
        return result.print(out);
    }
}
