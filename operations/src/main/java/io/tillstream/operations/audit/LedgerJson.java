package io.tillstream.operations.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The ledger as JSON: in the report only its figures, for {@code audit --format json} also how they come about. */
public final class LedgerJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerJson() {}

    /** The figures of the report; their names are a contract. */
    public static ObjectNode figures(Ledger ledger) {
        return JSON.createObjectNode()
                .put("offsets", ledger.offsets())
                .put("records", ledger.records())
                .put("holes", ledger.holes())
                .put("gaps", ledger.gaps())
                .put("bronze_rows", ledger.bronzeRows())
                .put("accepted", ledger.silver().accepted())
                .put("quarantined", ledger.silver().quarantined())
                .put("duplicates", ledger.silver().duplicates())
                .put("withdrawn", ledger.silver().withdrawn())
                .put("gold_fact_rows", ledger.gold().rows())
                .put("warehouse_fact_rows", ledger.warehouse().rows())
                .put("balanced", ledger.balanced());
    }

    /** The figures with batch, partitions, totals of each table and every equation. */
    public static ObjectNode full(Ledger ledger) {
        ObjectNode json = figures(ledger);
        json.put("batch_no", ledger.batchNo()).put("in_flight", ledger.inFlight());
        for (PartitionLedger partition : ledger.partitions()) {
            ObjectNode object = json.withArray("partitions").addObject();
            object.put("topic_id", partition.key().topicId())
                    .put("partition", partition.key().partition())
                    .put("offsets", partition.offsets())
                    .put("records", partition.records())
                    .put("holes", partition.holes())
                    .put("gaps", partition.gaps())
                    .put("bronze_rows", partition.rows())
                    .put("in_flight", partition.inFlight());
            partition.faults().forEach(object.putArray("faults")::add);
        }
        ledger.sources()
                .totals()
                .forEach(source -> json.withArray("sources")
                        .addObject()
                        .put("source", source.source())
                        .put("runs", source.runs())
                        .put("read", source.read())
                        .put("sent", source.sent())
                        .put("rejected", source.rejected())
                        .put("left_out", source.leftOut())
                        .put("ended_early", source.endedEarly().size()));
        table(json.putObject("silver"), ledger.silverTable());
        table(json.putObject("gold"), ledger.gold());
        table(json.putObject("warehouse"), ledger.warehouse());
        ledger.checks()
                .forEach(check -> json.withArray("checks")
                        .addObject()
                        .put("name", check.name())
                        .put("left", check.left())
                        .put("right", check.right())
                        .put("holds", check.holds()));
        return json;
    }

    private static void table(ObjectNode json, TableTotals totals) {
        json.put("rows", totals.rows());
        ObjectNode revenue = json.putObject("revenue");
        totals.revenue().forEach((currency, amount) -> revenue.put(currency, amount.toPlainString()));
        json.put("checksum", totals.checksum().toString());
    }
}
