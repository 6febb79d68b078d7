package io.tillstream.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.local.process.ChildProcess;
import io.tillstream.local.process.Supervisor;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.target.JobRunner;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs jobs, one after the other, in the one Spark session of this instance. Other threads wait for their turn. */
public final class SparkJobs implements JobRunner {
    private static final String DONE = "TILLSTREAM_JOB_DONE ";
    private static final long TICK_MILLIS = 250;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Supervisor supervisor;
    private ChildProcess spark;
    private boolean warming;

    /** @param supervisor keeps the Spark process */
    public SparkJobs(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Takes a line of the process's output; to be registered as its listener. */
    public void hear(String line) {
        if (line.startsWith(DONE) || line.startsWith(ResultLine.RESULT) || line.startsWith(ResultLine.PROGRESS)) {
            lines.add(line);
        }
    }

    /** Names the process, once it is started. */
    public void attach(ChildProcess process) {
        this.spark = process;
    }

    /** Lets the process build its session now, while others work. Returns at once. */
    public void warm() {
        spark.send("warm");
        warming = true;
    }

    @Override
    public synchronized JsonNode run(String mainClass, List<String> arguments, Tick tick) {
        if (warming) {
            await(tick);
            warming = false;
        }
        spark.send(mainClass + "\t" + String.join("\t", arguments));
        return await(tick);
    }

    private JsonNode await(Tick tick) {
        long done = 0;
        long total = 0;
        JsonNode result = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        while (true) {
            String line = next();
            if (line == null) {
                supervisor.check();
                tick.at(done, total);
            } else if (line.startsWith(DONE)) {
                return outcome(line.substring(DONE.length()), result);
            } else if (line.startsWith(ResultLine.PROGRESS)) {
                JsonNode at = ResultLine.parse(ResultLine.PROGRESS, line).orElseThrow();
                done = at.path("done").asLong();
                total = at.path("total").asLong();
            } else {
                result = ResultLine.parse(ResultLine.RESULT, line).orElseThrow();
            }
        }
    }

    private JsonNode outcome(String verdict, JsonNode result) {
        if (verdict.startsWith("ok")) {
            return result;
        }
        if (result.path("status").asText().equals("blocked")) {
            throw new CommandException.ManualActionRequired("The data-quality gate blocked the batch: "
                    + result.path("failures") + ". Nothing of it reached Silver; look at " + spark.log() + ".");
        }
        throw new CommandException.Failed(spark.describe("reports a failed job: " + verdict));
    }

    private String next() {
        try {
            return lines.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }
}
