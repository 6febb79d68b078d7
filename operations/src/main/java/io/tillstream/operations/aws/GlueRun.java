package io.tillstream.operations.aws;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.operations.command.AwsFaultText;
import io.tillstream.operations.command.CommandException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;

/** Runs a Glue job and waits for its end. */
final class GlueRun {
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final GlueClient glue;
    private final String job;
    private final String log;

    /**
     * @param job name of the job
     * @param log log group of its errors
     */
    GlueRun(GlueClient glue, String job, String log) {
        this.glue = glue;
        this.job = job;
        this.log = log;
    }

    /**
     * Starts a run and returns when it has succeeded. States are shown as they change: a start takes about a minute.
     *
     * @param arguments added to the job's own
     * @throws CommandException if it could not be started or failed
     */
    void run(Map<String, String> arguments) {
        try {
            String id = glue.startJobRun(request -> request.jobName(job).arguments(arguments))
                    .jobRunId();
            await(id);
        } catch (SdkException e) {
            throw AwsFaultText.explain("The Glue job " + job + " could not be run", "job " + job, e);
        }
    }

    private void await(String id) {
        String shown = "";
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 3 / 2)) {
            JobRun run =
                    glue.getJobRun(request -> request.jobName(job).runId(id)).jobRun();
            if (!run.jobRunStateAsString().equals(shown)) {
                shown = run.jobRunStateAsString();
                System.err.println("Glue job " + job + ", run " + id + ": " + shown);
            }
            switch (run.jobRunState()) {
                case SUCCEEDED -> {
                    return;
                }
                case FAILED, ERROR, TIMEOUT, STOPPED, EXPIRED -> throw failed(id, run);
                case STARTING, RUNNING, STOPPING, WAITING, UNKNOWN_TO_SDK_VERSION -> sleep(pause);
            }
        }
    }

    private CommandException failed(String id, JobRun run) {
        String why = run.errorMessage() == null ? "" : ": " + run.errorMessage();
        String message = "Run " + id + " of the Glue job " + job + " ended " + run.jobRunStateAsString() + why
                + ". Its log: aws logs tail " + log + " --log-stream-names " + id;
        return why.contains(ManualActionRequiredException.class.getSimpleName())
                ? new CommandException.ManualActionRequired(message)
                : new CommandException.Failed(message);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted; the job run continues on AWS", e);
        }
    }
}
