package io.tillstream.local.process;

/** The life of a process that is one server: up, {@code READY}, until TERM or until the parent is gone. */
public final class ServerProcess {
    /** What a server process prints on standard output, once, when it answers. */
    public static final String READY = "READY";

    private ServerProcess() {}

    /**
     * Announces a running server and blocks until the process ends. The server is closed by a shutdown hook, so on TERM
     * as well as on the end of standard input.
     *
     * @param server what to close at the end
     * @throws InterruptedException if the thread is interrupted; the server is then closed by the hook, as ever
     */
    public static void runUntilEnd(AutoCloseable server) throws InterruptedException {
        Thread hook = new Thread(() -> close(server), "close-server");
        Runtime.getRuntime().addShutdownHook(hook);
        ParentWatch.start();
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
