/** The s3-writer: Kafka to Bronze, exactly once (invariants 1 and 2 of docs/explanation/design.md). */
package io.tillstream.writer;
