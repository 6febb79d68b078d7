/** The connection to Kafka: settings, login, the bounded consumer, and what the brokers say about a topic. */
package io.tillstream.writer.kafka;
