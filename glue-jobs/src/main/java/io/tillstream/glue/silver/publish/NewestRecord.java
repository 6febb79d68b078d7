package io.tillstream.glue.silver.publish;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.Progress;
import java.util.Optional;

/**
 * When Kafka took the newest record of the newest batch that has any: how fresh a layer is that holds the batch. Of that batch alone, and
 * not of all so far, because one record from the future would hide every delay after it.
 */
public final class NewestRecord {
    /** Field of a result and property of a snapshot: an instant in UTC, ISO 8601, milliseconds. */
    public static final String NAME = "newest_record";

    private NewestRecord() {}

    /** Returns it as Silver recorded it with a batch; nothing where no record has come, or none was recorded then. */
    public static Optional<String> at(Lake lake, long batchNo) {
        return DecisionTable.find(lake)
                .flatMap(decisions -> decisions.refresh().progressAt(batchNo))
                .flatMap(NewestRecord::of);
    }

    static Optional<String> of(Progress progress) {
        return Optional.ofNullable(progress.properties().get(NAME));
    }
}
