package io.tillstream.standins.s3;

import io.tillstream.standins.process.ServerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The S3 server as a process: prints {@code READY} when it answers, ends in order on TERM and when standard input ends.
 */
@Command(name = "s3", description = "An S3 server for one machine.", mixinStandardHelpOptions = true)
public final class S3Main implements Callable<Integer> {
    @Option(names = "--dir", required = true, description = "Directory of the buckets.")
    private Path directory;

    @Option(names = "--port", required = true, description = "Port on 127.0.0.1.")
    private int port;

    /**
     * Runs the server until the process ends.
     *
     * @param args {@code --dir DIR --port P}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new S3Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        ServerProcess.run(() -> ObjectStore.start(directory, port));
        return CommandLine.ExitCode.OK;
    }
}
