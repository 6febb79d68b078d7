package io.tillstream.glue.silver.redecide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.publish.Decision;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.SilverHead;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.quality.QualityGate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Decides again on rows that have a decision (invariant 4). The new decisions are a batch of their own, which supersedes the
 * current ones; both, and the totals, move in one publication. Ending anywhere before it changes nothing.
 *
 * @param lake where Silver is
 * @param gate the rules for sales
 * @param by who decides: a command's or a job's name
 * @param why the reason, for whoever asks later
 * @param now when
 */
public record Redecision(Lake lake, QualityGate gate, String by, String why, Instant now) {
    private static final String JOIN = BronzeRows.COORDINATES.stream()
            .map(name -> "t." + name + " = a." + name)
            .collect(Collectors.joining(" AND "));

    /** What a withdrawn row keeps of its sale: enough to find it and to know it again. */
    private static final Set<String> KEPT = Stream.concat(
                    BronzeRows.COORDINATES.stream(),
                    Stream.of(
                            BronzeColumns.KAFKA_TIMESTAMP,
                            SaleField.SOURCE.fieldName(),
                            SaleField.EVENT_ID.fieldName(),
                            SilverColumns.ORDER_DATE,
                            SilverColumns.CONTENT_HASH,
                            SilverColumns.ID_HASH))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Takes sales back.
     *
     * @param which of the sales that count now
     * @return the batch that did it, or nothing where no sale is meant
     */
    public OptionalLong withdraw(Column which) {
        SilverHead head = SilverHead.read(DecisionTable.open(lake));
        if (head.snapshot().isEmpty()) {
            return OptionalLong.empty();
        }
        Dataset<Row> sales =
                current(head).where(DecisionTable.is(Decision.ACCEPTED)).where(which);
        return decide(head, decided(head, sales, Decision.WITHDRAWN));
    }

    /**
     * Lets sales that were taken back count again, as they were.
     *
     * @param which of the withdrawn rows
     * @return the batch that did it, or nothing where no row is meant
     * @throws io.tillstream.quality.QualityGateException if another sale has the id of one of them by now
     */
    public OptionalLong putBack(Column which) {
        SilverHead head = SilverHead.read(DecisionTable.open(lake));
        if (head.snapshot().isEmpty()) {
            return OptionalLong.empty();
        }
        Dataset<Row> withdrawn =
                current(head).where(DecisionTable.is(Decision.WITHDRAWN)).where(which);
        List<Column> coordinates = new ArrayList<>(BronzeRows.coordinateColumns());
        coordinates.add(col(SilverColumns.BATCH_NO).as(SilverColumns.SUPERSEDED_BY));
        Dataset<Row> sales = rows(head)
                .where(DecisionTable.is(Decision.ACCEPTED))
                .join(
                        withdrawn.select(coordinates.toArray(Column[]::new)),
                        Stream.concat(BronzeRows.COORDINATES.stream(), Stream.of(SilverColumns.SUPERSEDED_BY))
                                .toArray(String[]::new),
                        "left_semi");
        return decide(head, decided(head, sales, Decision.ACCEPTED));
    }

    private static Dataset<Row> rows(SilverHead head) {
        return head.table().rowsAt(head.snapshot().orElseThrow()).to(DecisionTable.schema());
    }

    private static Dataset<Row> current(SilverHead head) {
        return rows(head).where(DecisionTable.isCurrent());
    }

    private Dataset<Row> decided(SilverHead head, Dataset<Row> rows, Decision decision) {
        List<Column> columns = new ArrayList<>();
        for (var field : DecisionTable.schema().fields()) {
            String name = field.name();
            Column column = switch (name) {
                case SilverColumns.BATCH_NO -> lit(head.next());
                case SilverColumns.DECISION -> lit(decision.code());
                case SilverColumns.SUPERSEDED_BY -> lit(null);
                case SilverColumns.DECIDED_BY -> lit(by);
                case SilverColumns.DECIDED_AT -> timestamp_micros(lit(ChronoUnit.MICROS.between(Instant.EPOCH, now)));
                case SilverColumns.WHY -> lit(why);
                default -> decision == Decision.ACCEPTED || KEPT.contains(name) ? col(name) : lit(null);
            };
            columns.add(column.cast(field.dataType()).as(name));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Publishes decisions, each on a row that has a current one. */
    private OptionalLong decide(SilverHead head, Dataset<Row> decisions) {
        Dataset<Row> again = decisions.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Map<Decision, Long> to = counts(again);
            if (to.isEmpty()) {
                return OptionalLong.empty();
            }
            Dataset<Row> before = current(head).join(again, BronzeRows.joinNames(), "left_semi");
            Map<Decision, Long> from = counts(before);
            requireOneEach(sum(from), sum(to));
            AuditBranch.dropLeftovers(head.table());
            AuditBranch branch = AuditBranch.open(head.table(), "batch_" + head.next(), head.snapshot());
            supersede(branch, head, again, before);
            branch.append(again, head.againProperties(head.totals().moved(from, to)));
            requireOneEach(branch.counts().addedRecords() - branch.counts().deletedRecords(), sum(to));
            if (to.containsKey(Decision.ACCEPTED)) {
                judge(branch, head);
            }
            branch.publish();
            return OptionalLong.of(head.next());
        } finally {
            again.unpersist(false);
        }
    }

    private void supersede(AuditBranch branch, SilverHead head, Dataset<Row> again, Dataset<Row> before) {
        String decided = counts(before).keySet().stream()
                .map(decision -> "'" + decision.code() + "'")
                .collect(Collectors.joining(", "));
        Row days = before.agg(
                        min(SilverColumns.ORDER_DATE),
                        max(SilverColumns.ORDER_DATE),
                        functions.count_if(col(SilverColumns.ORDER_DATE).isNull()))
                .first();
        // The literals let Iceberg skip the files of other decisions and months.
        String near = days.isNullAt(0) || days.getLong(2) > 0
                ? ""
                : " AND t.order_date BETWEEN DATE'" + days.get(0) + "' AND DATE'" + days.get(1) + "'";
        String view = "again_" + branch.name();
        again.select(BronzeRows.coordinateColumns().toArray(Column[]::new)).createOrReplaceTempView(view);
        try {
            lake.spark()
                    .sql("MERGE INTO " + branch.identifier() + " t USING " + view + " a ON " + JOIN
                            + " AND t.superseded_by IS NULL AND t.decision IN (" + decided + ")" + near
                            + " WHEN MATCHED THEN UPDATE SET t.superseded_by = " + head.next());
        } finally {
            lake.spark().catalog().dropTempView(view);
        }
    }

    /** The new sales must be whole, and no other sale that counts may have the id of one of them. */
    private void judge(AuditBranch branch, SilverHead head) {
        Dataset<Row> sales =
                branch.rows().where(DecisionTable.is(Decision.ACCEPTED)).where(DecisionTable.isCurrent());
        Column isNew = col(SilverColumns.BATCH_NO).equalTo(head.next());
        Dataset<Row> ids = sales.where(isNew).select(SilverColumns.ID_HASH);
        gate.judge(sales.join(ids, new String[] {SilverColumns.ID_HASH}, "left_semi")
                .withColumn("in_batch", isNew));
    }

    private static Map<Decision, Long> counts(Dataset<Row> rows) {
        Map<Decision, Long> counts = new EnumMap<>(Decision.class);
        for (Row group : rows.groupBy(SilverColumns.DECISION).agg(count(lit(1))).collectAsList()) {
            counts.put(Decision.valueOf(group.getString(0).toUpperCase(Locale.ROOT)), group.getLong(1));
        }
        return counts;
    }

    private static long sum(Map<Decision, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void requireOneEach(long before, long now) {
        if (before != now) {
            throw new ManualActionRequiredException(now + " rows are decided on again, but " + before
                    + " current decisions would be superseded. Every row has exactly one current decision; nothing was"
                    + " published. Report this as a fault of Tillstream.");
        }
    }
}
