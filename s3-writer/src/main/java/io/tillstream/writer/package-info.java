/** The s3-writer's program: Kafka to Bronze, exactly once (invariants 1 and 2 of docs/explanation/invariants.md). */
package io.tillstream.writer;
