package io.tillstream.operations.load;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.query.QueryRunner;
import software.amazon.awssdk.services.s3.S3Client;

/** A lake, its warehouse and the loader between them, on this machine or on AWS. */
public interface LoadSite {
    /** A client of the lake. */
    S3Client s3();

    /** Bucket of the lake. */
    String bucket();

    /** The warehouse. */
    QueryRunner warehouse();

    /**
     * Wakes the loader as an operator does who returns messages to the queue, and returns when it has loaded everything
     * that is waiting; it also retries what has just failed.
     *
     * @throws CommandException.Failed when it fails again and again
     * @throws CommandException.ManualActionRequired when a set cannot be loaded until somebody acts
     */
    void redrive();

    /**
     * Publishes a revision of a load set, computed again from Gold.
     *
     * @param reason is written to the batch file
     * @throws CommandException when nothing was published
     */
    void supersede(long number, String reason);

    /** Returns what a command line needs for the same site: nothing, or a blank and an option. */
    String option();

    /** Asks how far loading has come. */
    default LoadStatus status() {
        return LoadStatus.read(s3(), bucket(), warehouse());
    }
}
