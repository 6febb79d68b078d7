package io.tillstream.glue;

import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.glue.audit.AuditRun;
import io.tillstream.glue.audit.LakeAudit;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.publish.RowCounts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entry point of the audit job: what the lake's tables hold up to a batch. */
public final class AuditJob {
    private AuditJob() {}

    /**
     * Runs the job with the arguments of docs/reference/contracts.md, section 5, and prints its result.
     *
     * @throws io.tillstream.lake.error.PipelineException if the batch is not in the lake or the lake contradicts itself
     * @throws JobArgumentException if an argument is missing or not valid
     */
    public static void main(String[] args) {
        JobArguments arguments = JobArguments.of(args);
        JobResult result = JobResult.started("audit").keptAt(arguments);
        long batchNo = arguments.number("batch-no", 0, Long.MAX_VALUE);
        try (S3ObjectStore store = Lake.store(arguments)) {
            report(result, batchNo, new AuditRun(Lake.open(arguments, store)).at(batchNo))
                    .print(System.out)
                    .keep(store);
        }
    }

    static JobResult report(JobResult result, long batchNo, LakeAudit audit) {
        RowCounts totals = audit.totals();
        Map<String, Long> total = new LinkedHashMap<>();
        total.put("rows_in", totals.rowsIn());
        total.put("accepted", totals.accepted());
        total.put("quarantined", totals.quarantined());
        total.put("duplicates", totals.duplicates());
        total.put("withdrawn", totals.withdrawn());
        return result.status("done")
                .put("batch_no", batchNo)
                .put("cursor", audit.cursor().offsets())
                .put("totals", total)
                .put("silver", audit.silver())
                .put("quarantine_rows", audit.quarantineRows())
                .put("duplicate_rows", audit.duplicateRows())
                .put("withdrawn_rows", audit.withdrawnRows())
                .put("gold", audit.gold());
    }
}
