package io.tillstream.glue.loadset;

import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.RetryableLakeException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.Option;

/**
 * Counts rows on their way into a write, so that no second job runs only to count. Spark's own {@code Observation} waits
 * for ever where a query ends without its metrics; this one gives up. Close it after use.
 */
final class RowCounter implements QueryExecutionListener, AutoCloseable {
    private static final long WAIT_SECONDS = 60;

    private final String name = "rows_" + UUID.randomUUID();
    private final CompletableFuture<Long> rows = new CompletableFuture<>();
    private final Dataset<Row> observed;

    RowCounter(Dataset<Row> data) {
        this.observed = data.observe(name, functions.count(lit(1)));
        data.sparkSession().listenerManager().register(this);
    }

    /** Returns the rows to write, once. */
    Dataset<Row> observed() {
        return observed;
    }

    /**
     * Returns how many rows the finished write took.
     *
     * @throws RetryableLakeException if Spark did not tell
     */
    long count() {
        try {
            return rows.get(WAIT_SECONDS, TimeUnit.SECONDS);
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
            rows.complete(metrics.get().getLong(0));
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

    private static RetryableLakeException untold(Exception cause) {
        return new RetryableLakeException(
                "Spark did not tell how many rows a load-set write took; nothing was published. Run the job again.",
                cause);
    }
}
