package io.tillstream.standins.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Starts PostgreSQL's programs on a directory, so that no server is left when this process ends, even in the
 * middle of the start.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final Duration END_OF_START = Duration.ofSeconds(30);

    private final Path data;
    private final Thread starter = Thread.currentThread();
    private final Thread hook = new Thread(this::stopAtExit, "stop-postgresql");
    private volatile boolean starting = true;
    private EmbeddedPostgres library;
    private boolean stopped;

    private EmbeddedServer(Path data) {
        this.data = data;
    }

    /**
     * Makes the database cluster if there is none, and starts the server.
     *
     * @param home keeps the data, the log and the passwords
     * @param programs where PostgreSQL's programs are unpacked; only this user may write there
     * @param superuser the superuser's password
     * @param port the port on the loopback address
     * @throws IOException if it does not start
     */
    static EmbeddedServer start(Path home, Path programs, PasswordFile superuser, int port) throws IOException {
        EmbeddedServer server = new EmbeddedServer(home.resolve("data"));
        try {
            // Before there is anything to stop: while the process ends, no hook can be added any more.
            Runtime.getRuntime().addShutdownHook(server.hook);
        } catch (IllegalStateException ending) {
            throw new IOException("PostgreSQL is not started: this process is ending", ending);
        }
        try {
            server.launch(home, programs, superuser, port);
            return server;
        } catch (IllegalStateException | IOException failure) {
            server.close();
            throw new IOException(
                    "PostgreSQL does not start in " + home + " on port " + port + ": " + failure.getMessage() + "; see "
                            + home.resolve("postgres.log"),
                    failure);
        } finally {
            server.starting = false;
        }
    }

    private void launch(Path home, Path programs, PasswordFile superuser, int port) throws IOException {
        String password = superuser.read();
        Redirect log = Redirect.appendTo(home.resolve("postgres.log").toFile());
        // The library looks there for what its other users left; its default is a directory that all users share.
        System.setProperty("ot.epg.working-dir", home.resolve("unused").toString());
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(programs.toFile())
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(STARTUP)
                // The library's options of initdb come first and ask for no password; of two, the last one counts.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", superuser.path().toString())
                .setConnectConfig("password", password)
                // Redshift sorts and compares text by its bytes, and folds the case of all letters.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .start();
        synchronized (this) {
            library = started;
        }
    }

    /** The server's process, while it runs. */
    ProcessHandle process() throws IOException {
        return new Postmaster(data)
                .running()
                .orElseThrow(() -> new IOException("PostgreSQL ended right after its start"));
    }

    /** Stops the server; the data stays. A second call does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (!stopped && library != null) {
                library.close();
            }
            // The library gives up after five seconds, and knows no server whose start failed half-way.
            boolean unused = new Postmaster(data).stop();
            stopped = true;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Then the hook finds nothing left to stop.
            return;
        }
    }

    private void stopAtExit() {
        long end = System.nanoTime() + END_OF_START.toNanos();
        try {
            // Read before the search for a server: a start that has ended by now has also left its file.
            for (boolean last = !starting; !stopNow() && !last; last = !starting || System.nanoTime() > end) {
                stopInitdb();
                Thread.sleep(50);
            }
        } catch (IOException failure) {
            System.err.println("PostgreSQL was not stopped: " + failure.getMessage());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean stopNow() throws IOException {
        stopped |= new Postmaster(data).stop();
        if (stopped && starting) {
            // It waits for a server that will never answer.
            starter.interrupt();
        }
        return stopped;
    }

    private static void stopInitdb() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .filter(c -> Path.of(c).endsWith("initdb"))
                        .isPresent())
                .forEach(ProcessHandle::destroy);
    }
}
