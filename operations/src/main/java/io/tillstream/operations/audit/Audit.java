package io.tillstream.operations.audit;

import io.tillstream.operations.display.Display;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.operations.target.Pipeline;
import java.util.List;
import java.util.Map;

/** The audit of a running instance, as a separate stage. */
public final class Audit {
    private final Pipeline pipeline;
    private final BronzeChains chains;
    private final QueryRunner warehouse;
    private final SourceLedger sources;

    /**
     * @param pipeline whose jobs count Silver and Gold
     * @param sources what the replays of files have done
     */
    public Audit(Pipeline pipeline, BronzeChains chains, QueryRunner warehouse, SourceLedger sources) {
        this.pipeline = pipeline;
        this.chains = chains;
        this.warehouse = warehouse;
        this.sources = sources;
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
                                    (done, total) -> stage.at(0, 0)),
                    sources);
            Ledger ledger = audit.run(logEnds);
            stage.done(ledger.warehouse().rows(), (System.nanoTime() - start) / 1e9, "");
            return ledger;
        }
    }
}
