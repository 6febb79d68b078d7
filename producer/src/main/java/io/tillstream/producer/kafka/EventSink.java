package io.tillstream.producer.kafka;

/** Takes events for the topic. */
public interface EventSink extends AutoCloseable {
    /**
     * Sends an event; may return before it is acknowledged, and may block while too many are not.
     *
     * @param key the order id: events of one order stay in order
     * @param value the JSON
     * @throws SendException if this or an earlier event has failed for good
     */
    default void send(String key, byte[] value) {
        send(key, value, 1);
    }

    /**
     * Sends a record of one or several events, as {@link #send(String, byte[])} does.
     *
     * @param key the order id of the first
     * @param value the JSON: one object, or an array of them
     * @param events how many it holds
     * @throws SendException if this or an earlier record has failed for good
     */
    void send(String key, byte[] value, int events);

    /** Returns how many events have been acknowledged. */
    long acknowledged();

    /** Returns the bytes of the longest value that can be sent. */
    int maxValueBytes();

    /**
     * Waits until every event is acknowledged.
     *
     * @throws SendException if one has failed for good
     */
    void flush();

    /** Gives up what is not acknowledged; after {@link #flush} there is nothing. */
    @Override
    void close();
}
