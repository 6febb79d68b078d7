package io.tillstream.producer.simulator;

/**
 * One record for the topic.
 *
 * @param key the order id
 * @param value the bytes, which {@link Malformation} may have spoilt
 */
public record SimulatedEvent(String key, byte[] value) {}
