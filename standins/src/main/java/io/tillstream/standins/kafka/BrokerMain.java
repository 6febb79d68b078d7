package io.tillstream.standins.kafka;

import io.tillstream.standins.process.ServerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The broker as a process: prints {@code READY} when it answers, ends in order on TERM and when standard input ends.
 */
@Command(name = "broker", description = "A Kafka broker for one machine.", mixinStandardHelpOptions = true)
public final class BrokerMain implements Callable<Integer> {
    @Option(names = "--dir", required = true, description = "Directory of the log.")
    private Path directory;

    @Option(names = "--port", required = true, description = "Port of clients on 127.0.0.1.")
    private int port;

    @Option(names = "--controller-port", required = true, description = "Port of the controller on 127.0.0.1.")
    private int controllerPort;

    /**
     * Runs the broker until the process ends.
     *
     * @param args {@code --dir DIR --port P --controller-port C}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BrokerMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        ServerProcess.run(() -> Broker.start(directory, port, controllerPort));
        return CommandLine.ExitCode.OK;
    }
}
