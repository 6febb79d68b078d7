package io.tillstream.producer;

import io.tillstream.producer.cli.CliContext;
import io.tillstream.producer.cli.ProducerCommand;
import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.kafka.KafkaEventSink;
import io.tillstream.producer.kafka.ProducerSettings;
import io.tillstream.producer.kafka.Reachability;
import io.tillstream.producer.run.StopSignal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program: {@code replay}, {@code produce}, {@code mapping} and {@code catalogue}. */
public final class ProducerMain {
    /** How long a run that is asked to end may wait for the acknowledgement of what it has sent. */
    private static final long GRACE_SECONDS = 15;

    private ProducerMain() {}

    /**
     * Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage or settings, 3 needs a person, 130 ended by
     * Ctrl-C (143 by TERM).
     */
    public static void main(String[] args) {
        // Result lines are read by programs, so their charset is not left to the platform.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        StopSignal stop = new StopSignal();
        Thread end = new Thread(
                () -> {
                    if (!stop.requestAndAwait(GRACE_SECONDS)) {
                        err.println("Kafka has not acknowledged everything within " + GRACE_SECONDS
                                + " s; send the same again: its events have the same ids");
                    }
                },
                "end");
        Runtime.getRuntime().addShutdownHook(end);
        CliContext context = new CliContext(
                settings -> connect(settings, err), System.getenv(), out, err, System.console() != null, stop);
        int code = ProducerCommand.commandLine(context).execute(args);
        stop.ended();
        System.exit(code);
    }

    private static EventSink connect(ProducerSettings settings, PrintWriter err) {
        Reachability.refusal(settings).ifPresent(err::println);
        return KafkaEventSink.connect(settings);
    }
}
