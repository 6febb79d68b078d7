package io.tillstream.standins.process;

import java.util.concurrent.Callable;

/** The life of a process that is one server: up, {@code READY}, until TERM or until the parent is gone. */
public final class ServerProcess {
    /** What a server process prints on standard output, once, when it answers. */
    public static final String READY = "READY";

    private ServerProcess() {}

    /**
     * Starts a server, announces it and blocks until the process ends. The server is closed by a shutdown hook, so on TERM
     * as well as on the end of standard input. That end is watched for from the first moment: a server whose parent died
     * while it was starting must not take the ports of the next one.
     *
     * @param start starts the server
     * @throws Exception what the start throws, or an interrupt; the server is then closed by the hook too
     */
    public static void run(Callable<? extends AutoCloseable> start) throws Exception {
        ParentWatch.start();
        AutoCloseable server = start.call();
        Thread hook = new Thread(() -> close(server), "close-server");
        Runtime.getRuntime().addShutdownHook(hook);
        System.out.println(READY);
        System.out.flush();
        Thread.currentThread().join();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception failure) {
            System.err.println("The server did not close cleanly: " + failure);
        }
    }
}
