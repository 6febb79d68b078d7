package io.tillstream.local.pipeline;

import io.tillstream.local.audit.BronzeChains;
import io.tillstream.local.audit.Ledger;
import io.tillstream.local.audit.LedgerAudit;
import io.tillstream.local.audit.PartitionKey;
import io.tillstream.local.process.Programs;
import io.tillstream.local.query.DataApi;
import java.util.List;
import java.util.Map;

/** The audit of a running instance, as a stage of its own. */
public final class Audit {
    private final Instance instance;
    private final BronzeChains chains;
    private final DataApi warehouse;

    /** @param instance its Spark counts Silver and Gold */
    public Audit(Instance instance, BronzeChains chains, DataApi warehouse) {
        this.instance = instance;
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
                    batchNo -> instance.spark()
                            .run(
                                    "io.tillstream.glue.AuditJob",
                                    List.of(
                                            "--lake-bucket",
                                            instance.programs().bucket(),
                                            "--catalog",
                                            Programs.CATALOG,
                                            "--batch-no",
                                            Long.toString(batchNo)),
                                    (done, total) -> stage.at(0, 0)));
            Ledger ledger = audit.run(logEnds);
            stage.done(ledger.warehouse().rows(), (System.nanoTime() - start) / 1e9, "");
            return ledger;
        }
    }
}
