package io.tillstream.producer.cli;

import io.tillstream.producer.kafka.EventSinkFactory;
import io.tillstream.producer.run.ConsoleReport;
import io.tillstream.producer.run.MachineReport;
import io.tillstream.producer.run.RunReport;
import io.tillstream.producer.run.Stop;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * What the commands meet outside.
 *
 * @param sinks opens the way to the topic
 * @param environment the environment variables
 * @param out for results
 * @param err for errors and remarks
 * @param terminal whether somebody looks on: a bar and a summary then, instead of lines for programs
 * @param stop asks a run to end
 */
public record Surroundings(
        EventSinkFactory sinks,
        Map<String, String> environment,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        Stop stop) {

    /** Exit code of a run that Ctrl-C or TERM has ended: that of the shells. */
    static final int STOPPED = 130;

    RunReport report(String job, Optional<String> mapping) {
        return terminal
                ? new ConsoleReport(out, System.err, System::nanoTime)
                : new MachineReport(out, err, System::nanoTime, job, mapping);
    }
}
