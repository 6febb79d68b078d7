package io.tillstream.operations.machine;

/** What can run for a pipeline on this machine. */
public enum Part {
    /** Kafka. */
    BROKER,
    /** The S3 stand-in. */
    S3,
    /** PostgreSQL and the Data API. */
    WAREHOUSE,
    /** The Spark process. */
    SPARK
}
