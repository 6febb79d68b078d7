package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** The answers of the Data API, in JSON. */
final class Descriptions {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setQuoteMode(QuoteMode.MINIMAL).get();

    private Descriptions() {}

    static ObjectNode accepted(Execution execution) {
        ObjectNode answer = JSON.objectNode();
        answer.put("Id", execution.id());
        answer.put("CreatedAt", seconds(execution.createdAt()));
        addTarget(answer, execution);
        return answer;
    }

    static ObjectNode describe(Execution execution) {
        Execution.Snapshot now = execution.snapshot();
        Submission submission = execution.submission();
        ObjectNode answer = JSON.objectNode();
        answer.put("Id", execution.id());
        addTarget(answer, execution);
        answer.put("Status", now.state().name());
        answer.put("CreatedAt", seconds(execution.createdAt()));
        answer.put("UpdatedAt", seconds(now.updatedAt()));
        answer.put("RedshiftPid", now.pid());
        answer.put("ResultFormat", submission.format().name());
        answer.put(
                "QueryString", submission.batch() ? "" : submission.statements().get(0));
        if (!now.error().isEmpty()) {
            answer.put("Error", now.error());
        }
        if (!submission.parameters().isEmpty()) {
            ArrayNode parameters = answer.putArray("QueryParameters");
            submission
                    .parameters()
                    .forEach((name, value) ->
                            parameters.addObject().put("name", name).put("value", value));
        }
        addOutcome(answer, now.parts());
        if (submission.batch()) {
            ArrayNode parts = answer.putArray("SubStatements");
            for (int i = 0; i < now.parts().size(); i++) {
                parts.add(
                        subStatement(execution.id() + ":" + (i + 1), now.parts().get(i)));
            }
        }
        return answer;
    }

    /** One statement of a batch, asked for by an id with its number. */
    static ObjectNode describe(Execution execution, String id, Execution.Part part) {
        ObjectNode answer = subStatement(id, part);
        addTarget(answer, execution);
        answer.put("RedshiftPid", execution.snapshot().pid());
        return answer;
    }

    private static ObjectNode subStatement(String id, Execution.Part part) {
        ObjectNode answer = JSON.objectNode();
        answer.put("Id", id);
        answer.put("QueryString", part.sql());
        answer.put("Status", part.state().name());
        answer.put("CreatedAt", seconds(part.createdAt()));
        answer.put("UpdatedAt", seconds(part.updatedAt()));
        if (!part.error().isEmpty()) {
            answer.put("Error", part.error());
        }
        addOutcome(answer, List.of(part));
        return answer;
    }

    /** The rows of a whole batch are those of its last statement. */
    private static void addOutcome(ObjectNode answer, List<Execution.Part> parts) {
        Execution.Part last = parts.get(parts.size() - 1);
        answer.put(
                "Duration",
                parts.stream().mapToLong(p -> p.duration().toNanos()).sum());
        answer.put("HasResultSet", parts.stream().anyMatch(Descriptions::hasTable));
        answer.put("ResultRows", last.result().map(StatementResult::rows).orElse(-1L));
        answer.put("ResultSize", last.result().map(Descriptions::size).orElse(-1L));
        if (last.queryId() > 0) {
            answer.put("RedshiftQueryId", last.queryId());
        }
    }

    private static long size(StatementResult result) {
        return result.table().map(StatementResult.Table::bytes).orElse(0L);
    }

    private static boolean hasTable(Execution.Part part) {
        return part.result().flatMap(StatementResult::table).isPresent();
    }

    static ObjectNode listed(Execution execution) {
        Execution.Snapshot now = execution.snapshot();
        Submission submission = execution.submission();
        ObjectNode answer = JSON.objectNode();
        answer.put("Id", execution.id());
        answer.put("StatementName", submission.name());
        answer.put("Status", now.state().name());
        answer.put("IsBatchStatement", submission.batch());
        answer.put("ResultFormat", submission.format().name());
        answer.put("CreatedAt", seconds(execution.createdAt()));
        answer.put("UpdatedAt", seconds(now.updatedAt()));
        if (submission.batch()) {
            ArrayNode statements = answer.putArray("QueryStrings");
            submission.statements().forEach(statements::add);
        } else {
            answer.put("QueryString", submission.statements().get(0));
        }
        return answer;
    }

    /** One page of a result as CSV: records without a header, ended by CR LF; NULL and the empty text are both nothing. */
    static ObjectNode csvPage(StatementResult.Table table, int from, int to) {
        ObjectNode answer = head(table);
        answer.put("ResultFormat", "CSV");
        StringBuilder csv = new StringBuilder();
        for (Object[] row : table.rows().subList(from, to)) {
            csv.append(CSV.format(row)).append("\r\n");
        }
        answer.putArray("Records").addObject().put("CSVRecords", csv.toString());
        return answer;
    }

    private static ObjectNode head(StatementResult.Table table) {
        ObjectNode answer = JSON.objectNode();
        answer.put("TotalNumRows", table.rows().size());
        ArrayNode columns = answer.putArray("ColumnMetadata");
        table.columns().forEach(column -> columns.add(column(column)));
        return answer;
    }

    /** One page of a result. */
    static ObjectNode page(StatementResult.Table table, int from, int to) {
        ObjectNode answer = head(table);
        ArrayNode records = answer.putArray("Records");
        for (Object[] row : table.rows().subList(from, to)) {
            ArrayNode fields = records.addArray();
            for (Object value : row) {
                addField(fields.addObject(), value);
            }
        }
        return answer;
    }

    private static ObjectNode column(StatementResult.Column column) {
        ObjectNode answer = JSON.objectNode();
        answer.put("name", column.name());
        answer.put("label", column.name());
        answer.put("typeName", column.typeName());
        answer.put("precision", column.precision());
        answer.put("scale", column.scale());
        answer.put("length", 0);
        answer.put("nullable", column.nullable());
        answer.put("isSigned", column.signed());
        answer.put("isCurrency", false);
        answer.put("isCaseSensitive", column.typeName().equals("varchar"));
        answer.put("schemaName", column.schema());
        answer.put("tableName", column.table());
        return answer;
    }

    private static void addField(ObjectNode field, Object value) {
        if (value == null) {
            field.put("isNull", true);
        } else if (value instanceof Boolean truth) {
            field.put("booleanValue", truth);
        } else if (value instanceof Long whole) {
            field.put("longValue", whole);
        } else if (value instanceof Double number) {
            field.put("doubleValue", number);
        } else {
            field.put("stringValue", value.toString());
        }
    }

    private static void addTarget(ObjectNode answer, Execution execution) {
        answer.put("Database", execution.submission().database());
        Submission submission = execution.submission();
        answer.put(submission.serverless() ? "WorkgroupName" : "ClusterIdentifier", submission.workgroup());
        submission.secret().ifPresent(secret -> answer.put("SecretArn", secret));
    }

    private static double seconds(Instant moment) {
        return moment.toEpochMilli() / 1000.0;
    }
}
