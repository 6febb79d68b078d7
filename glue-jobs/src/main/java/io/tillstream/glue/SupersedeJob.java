package io.tillstream.glue;

import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.glue.gold.GoldState;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.loadset.LoadSetPublisher;
import io.tillstream.lake.BucketNames;
import io.tillstream.lake.LoadSetKeys;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Publishes a revision of a load set that the warehouse cannot load (invariant 6): the same batches, computed again from Gold.
 * Arguments: {@code --lake-bucket}, {@code --catalog} (default {@code lake}), {@code --load-set N}, {@code --reason TEXT}.
 */
public final class SupersedeJob {
    /** Anything that prints on one line. */
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}]{1,500}");

    private SupersedeJob() {}

    /**
     * Runs once; returns on success.
     *
     * @throws JobArgumentException if an argument is missing or wrong
     * @throws io.tillstream.lake.error.PipelineException if there is no such set, or Gold does not keep what it needs
     */
    public static void main(String... args) {
        JobArguments arguments = JobArguments.of(args);
        String bucket = arguments.text("lake-bucket", BucketNames.FORM);
        long number = arguments.number("load-set", 1, Long.MAX_VALUE);
        String reason = arguments.text("reason", REASON);
        try (S3ObjectStore store = Lake.store(arguments)) {
            run(Lake.open(arguments, store), bucket, number, reason, System.out);
        }
    }

    /** Runs on an open lake and prints the result line. */
    static JobResult run(Lake lake, String bucket, long number, String reason, PrintStream out) {
        JobResult result = JobResult.started("supersede");
        LoadSetPublisher.Outcome outcome = new LoadSetPublisher(GoldState.open(lake), bucket).supersede(number, reason);
        return result.status(outcome.isNew() ? "published" : "nothing_new")
                .put("load_set", number)
                .put("revision", outcome.set().revision())
                .put("load_set_key", LoadSetKeys.batchFile(number, outcome.set().revision()))
                .print(out);
    }
}
