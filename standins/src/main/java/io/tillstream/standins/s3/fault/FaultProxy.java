package io.tillstream.standins.s3.fault;

import io.tillstream.standins.process.LoopbackHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP proxy in front of an S3 server that injects a {@link Fault} where its {@link FaultSource} says so. One request a
 * connection. Written by hand, on sockets: HTTP servers and proxies of libraries hide just what is wanted here, resets,
 * halves of messages, and requests that go on without their client.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

    /** Longer than any client of the pipeline waits. */
    private static final int LONGEST_SILENCE_MILLIS = 90_000;

    private final ServerSocket server;
    private final InetSocketAddress upstream;
    private final FaultSource faults;
    private final Supplier<Duration> lateness;
    private final Map<Fault, LongAdder> counts = new EnumMap<>(Fault.class);
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(FaultProxy::thread);

    private FaultProxy(
            ServerSocket server, InetSocketAddress upstream, FaultSource faults, Supplier<Duration> lateness) {
        this.server = server;
        this.upstream = upstream;
        this.faults = faults;
        this.lateness = lateness;
        for (Fault fault : Fault.values()) {
            counts.put(fault, new LongAdder());
        }
    }

    /**
     * Starts a proxy.
     *
     * @param port where it listens on 127.0.0.1; 0 for any free port
     * @param upstream the S3 server
     * @param faults what goes wrong
     * @param lateness how long after its sender's connection a {@link Fault#LATE} request arrives
     * @throws IOException if the port cannot be opened
     */
    public static FaultProxy start(int port, URI upstream, FaultSource faults, Supplier<Duration> lateness)
            throws IOException {
        ServerSocket server = new ServerSocket(port, 256, InetAddress.getByName("127.0.0.1"));
        FaultProxy proxy =
                new FaultProxy(server, new InetSocketAddress(upstream.getHost(), upstream.getPort()), faults, lateness);
        thread(proxy::accept).start();
        return proxy;
    }

    /** Returns where it answers. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns how often each fault was injected. */
    public Map<Fault, Long> counts() {
        Map<Fault, Long> sums = new EnumMap<>(Fault.class);
        counts.forEach((fault, count) -> sums.put(fault, count.sum()));
        return sums;
    }

    /** Stops listening; late requests that have not gone out never will. */
    @Override
    public void close() throws IOException {
        late.shutdownNow();
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                thread(() -> serve(client)).start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("no connection from a client", e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            Optional<S3Request> request = S3Request.read(new BufferedInputStream(client.getInputStream()), out);
            if (request.isEmpty()) {
                return;
            }
            if (!LoopbackHost.isNamed(request.get().host().orElse(null), server.getLocalPort())) {
                out.write(misdirected());
                return;
            }
            Optional<Fault> fault = faults.next(request.get()).filter(chosen -> chosen.fits(request.get()));
            if (fault.isEmpty()) {
                out.write(ask(request.get()));
            } else {
                counts.get(fault.get()).increment();
                inject(fault.get(), request.get(), client);
            }
        } catch (IOException e) {
            // A client that was killed, or a server that is away: both are what this proxy is for.
            LOG.debug("a request did not go through", e);
        }
    }

    private void inject(Fault fault, S3Request request, Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case CONFLICT -> out.write(error(request, "409 Conflict", "ConditionalRequestConflict"));
            case ERROR -> out.write(error(request, "500 Internal Server Error", "InternalError"));
            case SLOW_DOWN -> out.write(error(request, "503 Slow Down", "SlowDown"));
            case ERROR_AFTERWARDS -> {
                ask(request);
                out.write(error(request, "500 Internal Server Error", "InternalError"));
            }
            case TIMEOUT -> {
                ask(request);
                awaitHangUp(client);
            }
            case RESET_BEFORE -> reset(client);
            case RESET_AFTER -> {
                ask(request);
                reset(client);
            }
            case CUT_REQUEST -> {
                try (Socket server = connect()) {
                    server.getOutputStream().write(request.head(upstreamHost()));
                    server.getOutputStream().write(request.body(), 0, request.body().length / 2);
                    reset(server);
                }
                reset(client);
            }
            case CUT_ANSWER -> {
                byte[] answer = ask(request);
                out.write(answer, 0, answer.length / 2);
                out.flush();
                reset(client);
            }
            case LATE -> {
                var unused =
                        late.schedule(() -> askLate(request), lateness.get().toMillis(), TimeUnit.MILLISECONDS);
                reset(client);
            }
        }
    }

    private String upstreamHost() {
        return upstream.getHostString() + ":" + upstream.getPort();
    }

    private byte[] ask(S3Request request) throws IOException {
        try (Socket server = connect()) {
            OutputStream out = server.getOutputStream();
            out.write(request.head(upstreamHost()));
            out.write(request.body());
            out.flush();
            return server.getInputStream().readAllBytes();
        }
    }

    private void askLate(S3Request request) {
        try {
            ask(request);
        } catch (IOException e) {
            LOG.warn("a late request did not go through", e);
        }
    }

    private Socket connect() throws IOException {
        Socket server = new Socket();
        server.setTcpNoDelay(true);
        server.connect(upstream);
        return server;
    }

    private static void awaitHangUp(Socket client) throws IOException {
        client.setSoTimeout(LONGEST_SILENCE_MILLIS);
        InputStream in = client.getInputStream();
        while (in.read() >= 0) {
            // The client has nothing to say any more; its end of file is what is waited for.
            continue;
        }
    }

    /** Closes with a reset: the peer sees an error instead of an end. */
    private static void reset(Socket socket) throws SocketException, IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private byte[] misdirected() {
        String text = LoopbackHost.refusal(server.getLocalPort());
        return ("HTTP/1.1 " + LoopbackHost.MISDIRECTED + " Misdirected Request\r\nContent-Type: text/plain\r\n"
                        + "Connection: close\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] error(S3Request request, String status, String code) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                + "</Code><Message>injected</Message>" + "<RequestId>fault</RequestId></Error>";
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + xml.length() + "\r\n\r\n" + (request.method().equals("HEAD") ? "" : xml))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
