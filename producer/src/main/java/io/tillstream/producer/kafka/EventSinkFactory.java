package io.tillstream.producer.kafka;

/** Opens the way to the topic. */
public interface EventSinkFactory {
    /**
     * Opens it, and sees that the topic is there before anything is read.
     *
     * @throws SendException if the brokers do not answer, or refuse
     */
    EventSink open(ProducerSettings settings);
}
