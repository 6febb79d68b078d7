/**
 * Bronze's Parquet encoding: rows to dictionaries and deltas, pages, and a file on disk. {@link BronzeParquetWriter} is the
 * way in. Knows sales and Parquet, nothing of Kafka or chains; the container format (footer, indexes, checksums) is
 * parquet-java's.
 */
package io.tillstream.writer.parquet;
