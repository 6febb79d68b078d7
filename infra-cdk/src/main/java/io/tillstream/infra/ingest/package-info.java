/** The tasks at Kafka: the writer to Bronze, and simulated tills. */
package io.tillstream.infra.ingest;
