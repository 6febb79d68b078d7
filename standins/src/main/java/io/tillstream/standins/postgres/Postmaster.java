package io.tillstream.standins.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server process on a data directory, according to the {@code postmaster.pid} in it: perhaps one that a killed run left
 * behind.
 */
final class Postmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path dataDirectory;

    /** @param dataDirectory PostgreSQL's data directory; it may not exist */
    Postmaster(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /**
     * The server, if one runs on this very directory.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<ProcessHandle> running() throws IOException {
        return readPid().flatMap(ProcessHandle::of).filter(this::isOurs);
    }

    /**
     * Stops the server, if one runs on this very directory.
     *
     * @return whether there was one
     * @throws IOException if it does not stop
     */
    boolean stop() throws IOException {
        Optional<ProcessHandle> server = running();
        if (server.isPresent()) {
            stop(server.get());
        }
        return server.isPresent();
    }

    /**
     * Stops the server that a killed run left behind and removes its file, which may name any other process by now.
     * PostgreSQL refuses to start while that file names a living process.
     *
     * @throws IOException if the server does not stop, or the file cannot be removed
     */
    void clear() throws IOException {
        boolean unused = stop();
        Files.deleteIfExists(pidFile());
    }

    private Path pidFile() {
        return dataDirectory.resolve("postmaster.pid");
    }

    private Optional<Long> readPid() throws IOException {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            return lines.isEmpty() || !lines.get(0).matches("\\d{1,18}")
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
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
