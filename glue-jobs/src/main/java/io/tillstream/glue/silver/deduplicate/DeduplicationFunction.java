package io.tillstream.glue.silver.deduplicate;

import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.input.Coordinates;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Decides on the rows of one id hash, in order; nearly always that is one id. An accepted row has no result.
 */
public final class DeduplicationFunction implements FlatMapGroupsFunction<Long, Row, Row> {
    /** Whether the row is a duplicate; if not, it is a conflict. */
    public static final String DUPLICATE = "_duplicate";

    /** Why it is a conflict. */
    public static final String WHY = "_why";

    /** Coordinates of the row, then those of the accepted row that it repeats or contradicts. */
    static final StructType RESULT = BronzeRows.coordinates(new StructType(), false)
            .add(DUPLICATE, DataTypes.BooleanType, false)
            .add(WHY, DataTypes.StringType)
            .add("other_topic_id", DataTypes.StringType)
            .add("other_partition", DataTypes.IntegerType)
            .add("other_offset", DataTypes.LongType)
            .add("other_index", DataTypes.IntegerType);

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> call(Long idHash, Iterator<Row> sorted) {
        Map<List<String>, IdHistory> histories = new HashMap<>();
        // A stream, not a list: every row of a hostile batch may have the same id.
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(sorted, Spliterator.ORDERED), false)
                .flatMap(row -> {
                    Occurrence occurrence = Occurrence.of(row);
                    IdHistory history = histories.computeIfAbsent(
                            List.of(occurrence.source(), occurrence.eventId()), id -> new IdHistory());
                    return answer(history, occurrence).stream();
                })
                .iterator();
    }

    private static List<Row> answer(IdHistory history, Occurrence row) {
        if (row.isEarlier()) {
            history.known(row);
            return Collections.emptyList();
        }
        IdHistory.Decision decision = history.decide(row);
        if (decision instanceof IdHistory.Decision.Duplicate duplicate) {
            return List.of(row(row.at(), true, null, duplicate.of()));
        }
        if (decision instanceof IdHistory.Decision.Conflict conflict) {
            return List.of(row(row.at(), false, conflict.why(), conflict.with()));
        }
        return Collections.emptyList();
    }

    private static Row row(Coordinates at, boolean duplicate, String why, Coordinates other) {
        return RowFactory.create(
                at.topicId(),
                at.partition(),
                at.offset(),
                at.index(),
                duplicate,
                why,
                other.topicId(),
                other.partition(),
                other.offset(),
                other.index());
    }
}
