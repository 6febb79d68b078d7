/** Kafka's side of the writer: the consumer's loop, the topic's state, and a partition's link between the two worlds. */
package io.tillstream.writer.kafka;
