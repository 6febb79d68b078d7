package io.tillstream.operations.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.warehouse.AuditQuery;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Draws up the row ledger (invariant 8). It starts at the warehouse: the last ledger row names the batch, the batch's cursor
 * the offsets, and these are looked up in Bronze. Nothing is taken from the parts that did the work but what they wrote.
 */
public final class LedgerAudit {
    private final QueryRunner warehouse;
    private final BronzeChains chains;
    private final LongFunction<JsonNode> auditJob;
    private final SourceLedger sources;

    /**
     * @param warehouse the warehouse
     * @param chains Bronze
     * @param auditJob counts Silver and Gold up to a batch: the result line of AuditJob
     * @param sources what the replays of files have done
     */
    public LedgerAudit(
            QueryRunner warehouse, BronzeChains chains, LongFunction<JsonNode> auditJob, SourceLedger sources) {
        this.warehouse = warehouse;
        this.chains = chains;
        this.auditJob = auditJob;
        this.sources = sources;
    }

    /**
     * Draws up the ledger.
     *
     * @param logEnds ends of Kafka's partitions, for what is in flight
     */
    public Ledger run(Map<PartitionKey, Long> logEnds) {
        List<List<String>> head =
                warehouse.query(AuditQuery.LEDGER_HEAD.query()).rows();
        if (head.isEmpty()) {
            return new Ledger(
                    0,
                    partitions(new TreeMap<>(), logEnds),
                    SilverTotals.NONE,
                    TableTotals.EMPTY,
                    Ledger.DecisionRows.NONE,
                    TableTotals.EMPTY,
                    warehouse(Long.MAX_VALUE),
                    0,
                    sources);
        }
        long batchNo = Long.parseLong(column(AuditQuery.LEDGER_HEAD, head.get(0), "batch_no_to"));
        long loadedRows = Long.parseLong(column(AuditQuery.LEDGER_HEAD, head.get(0), "fact_rows"));
        JsonNode job = auditJob.apply(batchNo);
        SortedMap<PartitionKey, Long> cursor = new TreeMap<>();
        job.path("cursor")
                .properties()
                .forEach(entry -> cursor.put(
                        PartitionKey.ofCursorKey(entry.getKey()),
                        entry.getValue().asLong()));
        JsonNode totals = job.path("totals");
        return new Ledger(
                batchNo,
                partitions(cursor, logEnds),
                new SilverTotals(
                        number(totals, "rows_in"),
                        number(totals, "accepted"),
                        number(totals, "quarantined"),
                        number(totals, "duplicates"),
                        number(totals, "withdrawn")),
                table(job.path("silver")),
                new Ledger.DecisionRows(
                        number(job, "quarantine_rows"), number(job, "duplicate_rows"), number(job, "withdrawn_rows")),
                table(job.path("gold")),
                warehouse(batchNo),
                loadedRows,
                sources);
    }

    private List<PartitionLedger> partitions(Map<PartitionKey, Long> cursor, Map<PartitionKey, Long> logEnds) {
        Map<PartitionKey, List<BronzeObject>> bronze = chains.read();
        TreeSet<PartitionKey> keys = new TreeSet<>(cursor.keySet());
        keys.addAll(bronze.keySet());
        keys.addAll(logEnds.keySet());
        List<PartitionLedger> partitions = new ArrayList<>();
        for (PartitionKey key : keys) {
            List<BronzeObject> chain = bronze.getOrDefault(key, List.of());
            long chainEnd = chain.stream().mapToLong(BronzeObject::last).max().orElse(-1) + 1;
            partitions.add(PartitionLedger.of(
                    key, chain, cursor.getOrDefault(key, 0L), Math.max(chainEnd, logEnds.getOrDefault(key, 0L))));
        }
        return partitions;
    }

    private TableTotals warehouse(long batchNo) {
        Map<String, String> upTo = Map.of("batch_no", Long.toString(batchNo));
        ResultTable totals = warehouse.query(AuditQuery.FACT_TOTALS.query().sql(), upTo);
        ResultTable revenue = warehouse.query(AuditQuery.FACT_REVENUE.query().sql(), upTo);
        Map<String, BigDecimal> amounts = new TreeMap<>();
        revenue.rows()
                .forEach(row -> amounts.put(
                        column(AuditQuery.FACT_REVENUE, row, "currency"),
                        new BigDecimal(column(AuditQuery.FACT_REVENUE, row, "revenue"))));
        List<String> row = totals.rows().get(0);
        return TableTotals.of(
                Long.parseLong(column(AuditQuery.FACT_TOTALS, row, "fact_rows")),
                amounts,
                new BigDecimal(column(AuditQuery.FACT_TOTALS, row, "checksum")).toBigIntegerExact());
    }

    private static String column(AuditQuery query, List<String> row, String name) {
        return row.get(query.query().columns().indexOf(name));
    }

    private static TableTotals table(JsonNode totals) {
        Map<String, BigDecimal> revenue = new TreeMap<>();
        totals.path("revenue")
                .properties()
                .forEach(entry -> revenue.put(
                        entry.getKey(), new BigDecimal(entry.getValue().asText())));
        return TableTotals.of(
                number(totals, "rows"),
                revenue,
                new BigInteger(totals.path("checksum").asText()));
    }

    private static long number(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.canConvertToLong()) {
            throw new IllegalStateException("The audit job's result has no number " + name + ": " + object);
        }
        return value.asLong();
    }
}
