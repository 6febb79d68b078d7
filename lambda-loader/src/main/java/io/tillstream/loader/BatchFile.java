package io.tillstream.loader;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** {@code batch.json}, version 1, as it stands in the file. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record BatchFile(
        int version, long number, int revision, String attempt, Range batchNo, List<TableEntry> tables, Fact fact) {
    /** {@code from} exclusive, {@code to} inclusive. */
    record Range(long from, long to) {}

    /** What the set does to one table. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record TableEntry(
            String name,
            String operation,
            List<String> key,
            long rowsInserted,
            long rowsDeleted,
            String manifest,
            List<ColumnEntry> columns,
            String schemaFingerprint) {}

    /** A column of the files, in their order. */
    record ColumnEntry(String name, String type) {}

    /** The fact table after the set. */
    record Fact(long rows, Map<String, BigDecimal> revenue) {}
}
