package io.tillstream.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.source.SourceRow;
import java.io.ByteArrayOutputStream;

/**
 * Sends the events of one source message as one record, an array where it held several, so that the topic has a record for
 * each message of the source. Every other row is a separate record, sent at once. Not thread-safe.
 */
final class MessageSink implements EventSink {
    private final EventSink sink;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private String key;
    private long line;
    private int events;

    MessageSink(EventSink sink) {
        this.sink = sink;
    }

    /** Sends what is gathered, unless the row belongs to it: a pause before the next message must not hold this one back. */
    void startUnlessContinued(SourceRow row) {
        if (!row.ofArray() || row.line() != line) {
            sendGathered();
        }
    }

    /** Takes the event of a row; those of one array are sent together, as far as one record can hold them. */
    void add(SourceRow row, String orderId, byte[] value) {
        startUnlessContinued(row);
        if (!row.ofArray()) {
            sink.send(orderId, value);
            return;
        }
        // Two brackets and a comma.
        if (events > 0 && gathered.size() + value.length + 3 > maxValueBytes()) {
            sendGathered();
        }
        if (events == 0) {
            key = orderId;
            line = row.line();
        } else {
            gathered.write(',');
        }
        gathered.writeBytes(value);
        events++;
    }

    @Override
    public void send(String orderId, byte[] value, int count) {
        sendGathered();
        sink.send(orderId, value, count);
    }

    @Override
    public long acknowledged() {
        return sink.acknowledged();
    }

    @Override
    public int maxValueBytes() {
        return sink.maxValueBytes();
    }

    @Override
    public void flush() {
        sendGathered();
        sink.flush();
    }

    @Override
    public void close() {
        sink.close();
    }

    private void sendGathered() {
        if (events > 0) {
            String json = gathered.toString(UTF_8);
            String value = events == 1 ? json : "[" + json + "]";
            sink.send(key, value.getBytes(UTF_8), events);
            gathered.reset();
            events = 0;
        }
    }
}
