package io.tillstream.loader;

import io.tillstream.lake.error.PipelineException;
import io.tillstream.warehouse.AuditQuery;
import io.tillstream.warehouse.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in words why a COPY refused a file. Redshift's own error of a COPY names a system table, in which
 * {@code SYS_LOAD_ERROR_DETAIL} has column, type and file. A user sees the rows of their own loads there without a grant.
 */
final class CopyErrors {
    private static final Logger LOG = LoggerFactory.getLogger(CopyErrors.class);

    private final WarehouseSql dataApi;
    private final Query query = AuditQuery.LOAD_ERRORS.query();

    CopyErrors(WarehouseSql dataApi) {
        this.dataApi = dataApi;
    }

    /**
     * Returns the failure with column, type, file and a sentence in front of Redshift's words, where a COPY failed for a
     * reason that Redshift tells; otherwise the failure as it is. If the reason cannot be read, that is not a failure.
     */
    StatementOutcome.Failed explain(StatementOutcome.Failed failed, Deadline deadline) {
        if (failed.copy().isEmpty()) {
            return failed;
        }
        Map<String, String> copy =
                Map.of("query_id", Long.toString(failed.copy().getAsLong()));
        try {
            return dataApi.query("tillstream-load-errors", query.sql(), copy, deadline).stream()
                    .findFirst()
                    .map(row -> failed.explained(sentence(row)))
                    .orElse(failed);
        } catch (PipelineException e) {
            LOG.warn("the rows that COPY refused cannot be read: {}", e.getMessage());
            return failed;
        }
    }

    private String sentence(List<String> row) {
        String column = value(row, "column_name");
        String type = value(row, "column_type");
        String line = value(row, "line_number");
        StringBuilder where = new StringBuilder();
        if (!column.isEmpty()) {
            where.append("column ")
                    .append(column)
                    .append(type.isEmpty() ? "" : " (" + type + ")")
                    .append(" in ");
        }
        where.append("file ").append(value(row, "file_name"));
        if (!line.isEmpty() && !line.equals("0")) {
            where.append(", row ").append(line);
        }
        return SqlFault.oneLine(
                where + ": " + CopyFault.of(value(row, "error_message")).sentence() + ".");
    }

    private String value(List<String> row, String column) {
        return Optional.ofNullable(row.get(query.columns().indexOf(column)))
                .map(String::strip)
                .orElse("");
    }
}
