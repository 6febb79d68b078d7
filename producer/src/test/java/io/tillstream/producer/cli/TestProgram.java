package io.tillstream.producer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.kafka.KafkaEventSink;
import io.tillstream.producer.kafka.ProducerSettings;
import io.tillstream.producer.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The program with Kafka's own test producer in place of a cluster. */
final class TestProgram {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private int stopAfter = Integer.MAX_VALUE;
    private int failAfter = Integer.MAX_VALUE;
    private int opened;
    private Supplier<StopSignal> stops = StopSignal::new;
    private volatile StopSignal stop = new StopSignal();

    /** Asks the run to end, as Ctrl-C does, when so many events were sent in it. */
    TestProgram stoppingAfter(int count) {
        stopAfter = count;
        return this;
    }

    /** Kafka takes so many events and no more. */
    TestProgram failingAfter(int count) {
        failAfter = count;
        return this;
    }

    /** Uses these in place of signals that wait. */
    TestProgram stoppedBy(Supplier<StopSignal> signals) {
        stops = signals;
        return this;
    }

    int opened() {
        return opened;
    }

    StopSignal stop() {
        return stop;
    }

    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        events.clear();
        stop = stops.get();
        return ProducerCommand.commandLine(new CliContext(
                        this::open, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true), false, stop))
                .execute(arguments);
    }

    JsonNode result() throws IOException {
        String last = out.toString()
                .lines()
                .filter(line -> line.startsWith("TILLSTREAM_RESULT "))
                .reduce((a, b) -> b)
                .orElseThrow();
        return new ObjectMapper().readTree(last.substring("TILLSTREAM_RESULT ".length()));
    }

    private EventSink open(ProducerSettings settings) {
        opened++;
        MockProducer<byte[], byte[]> kafka =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        EventSink sink = new KafkaEventSink(kafka, settings);
        return new EventSink() {
            @Override
            public void send(String key, byte[] value, int count) {
                if (events.size() == failAfter) {
                    kafka.sendException = new TimeoutException("no leader");
                }
                sink.send(key, value, count);
                events.add(new String(value, UTF_8));
                if (events.size() == stopAfter) {
                    stop.request();
                }
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
                sink.flush();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }
}
