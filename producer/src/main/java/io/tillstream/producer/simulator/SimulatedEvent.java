package io.tillstream.producer.simulator;

/**
 * One record for the topic.
 *
 * @param key the order id
 * @param orderMicros time of the sale, microseconds since 1970
 * @param value the bytes, which {@link Malformation} may have spoilt
 */
public record SimulatedEvent(String key, long orderMicros, byte[] value) {}
