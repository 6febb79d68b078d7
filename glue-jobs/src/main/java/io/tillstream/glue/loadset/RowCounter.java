package io.tillstream.glue.loadset;

import static io.tillstream.glue.gold.GoldColumns.BATCH_NO;
import static io.tillstream.glue.gold.GoldColumns.DATE_KEY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.tillstream.lake.DateKeys;
import io.tillstream.lake.error.RetryableException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.Option;

/**
 * Counts rows on their way into a write, so that no second job runs only to count. Spark's own {@code Observation} waits
 * without end where a query ends without its metrics; this one gives up. Close it after use.
 */
final class RowCounter implements QueryExecutionListener, AutoCloseable {
    private static final long WAIT_SECONDS = 60;

    private final String name = "rows_" + UUID.randomUUID();
    private final CompletableFuture<Counts> counts = new CompletableFuture<>();
    private final Dataset<Row> observed;

    /**
     * Counts rows that have a column {@code batch_no}.
     *
     * @param from up to this batch a row counts as an earlier one
     */
    RowCounter(Dataset<Row> data, long from) {
        boolean hasDays = Arrays.asList(data.columns()).contains(DATE_KEY);
        Column day = hasDays ? col(DATE_KEY) : lit(null).cast("int");
        this.observed = data.observe(
                name,
                count_if(col(BATCH_NO).gt(0)).as("rows"),
                count_if(col(BATCH_NO).between(1, from)).as("earlier"),
                count_if(col(BATCH_NO).equalTo(0)).as("deletions"),
                min(day).as("first_day"),
                max(day).as("last_day"));
        data.sparkSession().listenerManager().register(this);
    }

    /**
     * What a write took.
     *
     * @param rows the rows to insert
     * @param earlier those of batches before the load set's
     * @param deletions rows with batch number 0, which only delete
     * @param dateKeys the days of all of them; nothing if there are none
     */
    record Counts(long rows, long earlier, long deletions, Optional<DateKeys> dateKeys) {
        private static Counts of(Row row) {
            return new Counts(
                    row.getLong(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.isNullAt(3) ? Optional.empty() : Optional.of(new DateKeys(row.getInt(3), row.getInt(4))));
        }
    }

    /** Returns the rows to write, once. */
    Dataset<Row> observed() {
        return observed;
    }

    /**
     * Returns what the finished write took.
     *
     * @throws RetryableException if Spark did not tell
     */
    Counts counts() {
        try {
            return counts.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw untold(e);
        } catch (ExecutionException | TimeoutException e) {
            throw untold(e);
        }
    }

    @Override
    public void onSuccess(String function, QueryExecution execution, long nanos) {
        Option<Row> metrics = execution.observedMetrics().get(name);
        if (metrics.isDefined()) {
            counts.complete(Counts.of(metrics.get()));
        }
    }

    @Override
    public void onFailure(String function, QueryExecution execution, Exception exception) {
        // The write itself throws; nobody asks for the count then.
    }

    @Override
    public void close() {
        observed.sparkSession().listenerManager().unregister(this);
    }

    private static RetryableException untold(Exception cause) {
        return new RetryableException(
                "Spark did not tell how many rows a load-set write took; nothing was published. Run the job again.",
                cause);
    }
}
