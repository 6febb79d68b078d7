package io.tillstream.glue.gold;

import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Writes {@code silver.decisions} as docs/reference/contracts.md, section 3, describes it. */
public final class TestSilver {
    /** The columns, from the contract and not from Silver's code: a test holds the two against each other. */
    public static final StructType SCHEMA = schema();

    private final Lake lake;
    private final LakeTable table;

    /** Creates the table. */
    public TestSilver(Lake lake) {
        this.lake = lake;
        this.table = lake.findOrCreate("silver.decisions", SCHEMA, "decision, months(order_date)", Map.of());
    }

    /** Publishes the next batch with these sales. */
    public long publish(TestSale... sales) {
        return publish(List.of(sales), sales.length);
    }

    /** Publishes the next batch; {@code claimed} is by how much the running total of accepted rows grows. */
    public long publish(List<TestSale> sales, long claimed) {
        long batchNo = table.refresh().progress().map(Progress::batchNo).orElse(0L) + 1;
        long accepted =
                table.progress().map(progress -> progress.number("accepted")).orElse(0L) + claimed;
        AuditBranch branch = AuditBranch.open(table, "batch_" + batchNo, table.head());
        if (!sales.isEmpty()) {
            branch.append(rows(sales, batchNo), Map.of());
        }
        branch.commitProperties(Map.of(
                "newest_record",
                "2026-02-02T02:40:00.00" + batchNo + "Z",
                "batch_no",
                Long.toString(batchNo),
                "cursor",
                "{\"sales_events/AAAAAAAAAAAAAAAAAAAAAA/0\":" + accepted + "}",
                "rows_in",
                Long.toString(accepted),
                "accepted",
                Long.toString(accepted),
                "quarantined",
                "0",
                "duplicates",
                "0",
                "withdrawn",
                "0"));
        branch.publish();
        branch.drop();
        return batchNo;
    }

    private Dataset<Row> rows(List<TestSale> sales, long batchNo) {
        List<Row> rows = new ArrayList<>();
        for (TestSale sale : sales) {
            rows.add(RowFactory.create(Stream.of(SCHEMA.fieldNames())
                    .map(name -> sale.value(name, batchNo))
                    .toArray()));
        }
        return lake.spark().createDataFrame(rows, SCHEMA);
    }

    private static StructType schema() {
        StructType schema = new StructType()
                .add("topic_id", "string")
                .add("kafka_partition", "int")
                .add("kafka_offset", "long")
                .add("record_index", "int")
                .add("kafka_timestamp", "timestamp");
        for (SaleField field : SaleField.values()) {
            schema = schema.add(
                    field.fieldName(),
                    switch (field.type()) {
                        case TEXT -> "string";
                        case INT -> "int";
                        case DECIMAL -> "decimal(18,6)";
                        case TIMESTAMP -> "timestamp";
                        case DATE -> "date";
                    });
        }
        return schema.add("extras", "map<string,string>")
                .add("order_date", "date")
                .add("revenue", "decimal(18,6)")
                .add("content_hash", "string")
                .add("batch_no", "long")
                .add("decision", "string")
                .add("superseded_by", "long")
                .add("reason", "string")
                .add("reason_detail", "string")
                .add("payload", "binary")
                .add("payload_exact", "boolean")
                .add("other_topic_id", "string")
                .add("other_partition", "int")
                .add("other_offset", "long")
                .add("other_index", "int")
                .add("decided_by", "string")
                .add("decided_at", "timestamp")
                .add("why", "string")
                .add("id_hash", "long");
    }
}
