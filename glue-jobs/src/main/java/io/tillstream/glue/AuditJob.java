package io.tillstream.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.glue.audit.LakeAudit;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.S3ObjectStore;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Counts Silver and Gold up to a batch for the ledger (invariant 8). Arguments: {@code --lake-bucket}, {@code --catalog}
 * (default {@code lake}), {@code --batch-no}.
 */
public final class AuditJob {
    private static final Pattern BATCH_NO = Pattern.compile("\\d{1,18}");

    private AuditJob() {}

    /**
     * Runs once; returns on success.
     *
     * @throws JobArgumentException if an argument is missing or wrong
     * @throws io.tillstream.glue.lake.NeedsPersonException if the batch is not recorded
     */
    public static void main(String... args) {
        JobArguments arguments = JobArguments.of(args);
        long batchNo = Long.parseLong(arguments.text("batch-no", BATCH_NO));
        try (S3ObjectStore store = Lake.store(arguments)) {
            run(Lake.open(arguments, store), batchNo, System.out);
        }
    }

    /** Runs on an open lake and prints the result line. */
    static JobResult run(Lake lake, long batchNo, PrintStream out) {
        JobResult result = JobResult.started("audit");
        LakeAudit.Findings findings = new LakeAudit(lake).at(batchNo);
        return result.status("done")
                .put("batch_no", batchNo)
                .put("cursor", tree(findings.cursor()))
                .put("totals", findings.totals())
                .put("silver", findings.silver().json())
                .put("quarantine_rows", findings.quarantineRows())
                .put("gold", findings.gold().json())
                .print(out);
    }

    private static Object tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot's cursor is not JSON: " + json, e);
        }
    }
}
