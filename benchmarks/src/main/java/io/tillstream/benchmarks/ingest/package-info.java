/** {@code ./benchmarks/run ingest}: from a Kafka topic to Parquet, each contender in its own process. */
package io.tillstream.benchmarks.ingest;
