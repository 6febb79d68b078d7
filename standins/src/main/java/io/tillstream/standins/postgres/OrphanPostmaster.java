package io.tillstream.standins.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server that a killed run left behind on a data directory, or only its {@code postmaster.pid}. PostgreSQL refuses
 * to start while that file names a living process, also when the number has long been given to another program.
 */
final class OrphanPostmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path dataDirectory;

    OrphanPostmaster(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /**
     * Stops the server if it runs on this very directory, and removes the file if it names anything else.
     *
     * @throws IOException if the file cannot be read or removed, or the server does not stop
     */
    void clear() throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan =
                readPid(pidFile).flatMap(ProcessHandle::of).filter(this::isOurs);
        if (orphan.isPresent()) {
            stop(orphan.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<Long> readPid(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(lines.get(0)));
    }

    private boolean isOurs(ProcessHandle process) {
        List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
        int flag = arguments.indexOf("-D");
        return process.isAlive()
                && process.info().command().filter(c -> c.endsWith("postgres")).isPresent()
                && flag >= 0
                && flag + 1 < arguments.size()
                && dataDirectory.equals(Path.of(arguments.get(flag + 1)));
    }

    /** Fast shutdown (SIGINT), then immediate shutdown (SIGQUIT): both stop its workers, which SIGKILL would not. */
    private static void stop(ProcessHandle postmaster) throws IOException {
        if (!signalAndWait(postmaster, "-INT") && !signalAndWait(postmaster, "-QUIT")) {
            throw new IOException("The PostgreSQL server of an earlier run (process " + postmaster.pid()
                    + ") does not stop; end it and start again");
        }
    }

    private static boolean signalAndWait(ProcessHandle process, String signal) throws IOException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        } catch (ExecutionException failure) {
            throw new IOException("Cannot wait for process " + process.pid(), failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while an earlier PostgreSQL server was stopping", interrupt);
        }
    }
}
