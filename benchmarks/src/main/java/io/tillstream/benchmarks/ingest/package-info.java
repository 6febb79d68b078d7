/** {@code ./benchmarks/run ingest}: from a Kafka topic to Parquet, each contender in a process of its own. */
package io.tillstream.benchmarks.ingest;
