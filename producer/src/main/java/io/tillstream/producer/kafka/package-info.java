/** Sends events to Kafka, and counts as sent only what Kafka has acknowledged. */
package io.tillstream.producer.kafka;
