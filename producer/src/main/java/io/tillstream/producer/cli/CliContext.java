package io.tillstream.producer.cli;

import io.tillstream.producer.kafka.EventSinkFactory;
import io.tillstream.producer.run.ConsoleReport;
import io.tillstream.producer.run.MachineReport;
import io.tillstream.producer.run.RunReport;
import io.tillstream.producer.run.StopSignal;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * What the commands share with the process they run in.
 *
 * @param sinks opens connections to the topic
 * @param environment the environment variables
 * @param out for results
 * @param err for errors and remarks
 * @param terminal whether a person is watching: then a progress bar and a summary are shown, instead of lines for programs
 * @param stop asks a run to end early
 */
public record CliContext(
        EventSinkFactory sinks,
        Map<String, String> environment,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        StopSignal stop) {

    /** Exit code of a run that Ctrl-C or SIGTERM ended, as shells report it. */
    static final int STOPPED = 130;

    RunReport report(String job, Optional<String> mapping) {
        return terminal
                ? new ConsoleReport(out, System.err, System::nanoTime)
                : new MachineReport(out, err, System::nanoTime, job, mapping);
    }
}
