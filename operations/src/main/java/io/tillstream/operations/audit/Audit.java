package io.tillstream.operations.audit;

import io.tillstream.operations.display.Display;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.target.Pipeline;
import java.util.List;
import java.util.Map;

/** The audit of a running instance, as a separate stage. */
public final class Audit {
    private final Pipeline pipeline;
    private final BronzeChains chains;
    private final QueryRunner warehouse;

    /** @param pipeline whose jobs count Silver and Gold */
    public Audit(Pipeline pipeline, BronzeChains chains, QueryRunner warehouse) {
        this.pipeline = pipeline;
        this.chains = chains;
        this.warehouse = warehouse;
    }

    /**
     * Draws up the ledger.
     *
     * @param logEnds ends of Kafka's partitions
     */
    public Ledger ledger(Map<PartitionKey, Long> logEnds, Display display) {
        long start = System.nanoTime();
        try (Display.Stage stage = display.begin("audit", "facts", 0)) {
            LedgerAudit audit = new LedgerAudit(
                    warehouse,
                    chains,
                    batchNo -> pipeline.jobs()
                            .run(
                                    "io.tillstream.glue.AuditJob",
                                    List.of(
                                            "--lake-bucket",
                                            pipeline.bucket(),
                                            "--catalog",
                                            pipeline.catalog(),
                                            "--batch-no",
                                            Long.toString(batchNo)),
                                    (done, total) -> stage.at(0, 0)));
            Ledger ledger = audit.run(logEnds);
            stage.done(ledger.warehouse().rows(), (System.nanoTime() - start) / 1e9, "");
            return ledger;
        }
    }
}
