package io.tillstream.loader;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * {@code batch.json}, version 1 or 2, as it stands in the file, with the defaults of {@link BatchFileReader} for what may be
 * absent.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record BatchFile(
        int version,
        long number,
        int revision,
        String attempt,
        String reason,
        Range batchNo,
        List<TableEntry> tables,
        Fact fact) {
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
            Days dateKeys,
            List<Integer> deletedKeys,
            String manifest,
            List<ColumnEntry> columns,
            String schemaFingerprint) {}

    /** Days, yyyymmdd, both inclusive; 0 to 0 where the file names none. */
    record Days(int from, int to) {
        /** What stands for no bounds. */
        static final Days NONE = new Days(0, 0);
    }

    /** A column of the files, in their order. */
    record ColumnEntry(String name, String type) {}

    /** The fact table after the set. */
    record Fact(long rows, Map<String, BigDecimal> revenue) {}
}
