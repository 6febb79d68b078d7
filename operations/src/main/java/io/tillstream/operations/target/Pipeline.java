package io.tillstream.operations.target;

import io.tillstream.operations.query.QueryRunner;
import software.amazon.awssdk.services.s3.S3Client;

/** A pipeline that answers: its lake, its warehouse, its topic and the jobs that can be run on it. */
public interface Pipeline {
    /**
     * A client of the lake's bucket. It is the SDK's own and not the programs' {@code ObjectStore}: an operator's command also
     * deletes (the pause switch), which no program may, and explains AWS's errors to a person instead of retrying.
     */
    S3Client s3();

    /** Name of the lake's bucket. */
    String bucket();

    /** Name of the Iceberg catalog. */
    String catalog();

    /** Name of the topic of sales. */
    String topicName();

    /** The warehouse. */
    QueryRunner warehouse();

    /** Runs jobs on the lake. */
    JobRunner jobs();
}
