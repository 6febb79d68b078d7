package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.AuditBranch;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a range of batches does to a dimension. */
sealed interface DimensionChange {
    /** Writes the change to the branch, in one snapshot that carries the properties. */
    void write(AuditBranch branch, Map<String, String> properties);

    /** Nothing: only the batch number moves on. */
    record None() implements DimensionChange {
        @Override
        public void write(AuditBranch branch, Map<String, String> properties) {
            branch.commitProperties(properties);
        }
    }

    /**
     * New natural keys only.
     *
     * @param rows those to add
     */
    record Append(Dataset<Row> rows) implements DimensionChange {
        @Override
        public void write(AuditBranch branch, Map<String, String> properties) {
            branch.append(rows, properties);
        }
    }

    /**
     * Some natural keys have other versions than before.
     *
     * @param rows the whole table
     * @param lateFrom the earliest instant, in epoch microseconds, from which facts of earlier batches may belong to
     *     another version than the one they have; empty if no change was late
     * @param attributesChanged whether versions that facts of earlier batches have may have got other attributes
     */
    record Replace(Dataset<Row> rows, OptionalLong lateFrom, boolean attributesChanged) implements DimensionChange {
        /** Property of the snapshot: {@link #lateFrom}. */
        static final String LATE_FROM = "late_from";

        /** Property of the snapshot: 1 if {@link #attributesChanged}. */
        static final String ATTRIBUTES_CHANGED = "attributes_changed";

        @Override
        public void write(AuditBranch branch, Map<String, String> properties) {
            Map<String, String> all = new HashMap<>(properties);
            lateFrom.ifPresent(micros -> all.put(LATE_FROM, Long.toString(micros)));
            if (attributesChanged) {
                all.put(ATTRIBUTES_CHANGED, "1");
            }
            branch.overwrite(rows, lit(true), all);
        }
    }
}
