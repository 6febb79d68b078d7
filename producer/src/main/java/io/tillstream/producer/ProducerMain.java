package io.tillstream.producer;

import io.tillstream.producer.cli.ProducerCommand;
import io.tillstream.producer.kafka.KafkaEventSink;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program: {@code replay}, {@code simulate}, {@code catalogue} and {@code mappings}. */
public final class ProducerMain {
    private ProducerMain() {}

    /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage or settings, 3 needs a person. */
    public static void main(String[] args) {
        // Result lines are read by programs, so their charset is not left to the platform.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(ProducerCommand.commandLine(KafkaEventSink::connect, System.getenv(), out, err)
                .execute(args));
    }
}
