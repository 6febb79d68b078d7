package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of one instance, all on 127.0.0.1.
 *
 * @param broker Kafka
 * @param controller Kafka's controller, used by the broker alone
 * @param s3 the S3 stand-in
 * @param dataApi the Redshift Data API stand-in
 * @param postgres PostgreSQL, behind the Data API and the Iceberg catalog
 */
public record PortPlan(int broker, int controller, int s3, int dataApi, int postgres) {
    private static final int PORTS = 5;

    /**
     * Five consecutive ports: broker, controller, S3, Data API, PostgreSQL.
     *
     * @throws CommandException.Usage when they are not all between 1024 and 65535
     */
    public static PortPlan from(int base) {
        if (base < 1024 || base + PORTS - 1 > 65535) {
            throw new CommandException.Usage(
                    "--port-base " + base + ": five ports from 1024 to 65535 are needed, so give 1024 to 65531.");
        }
        return new PortPlan(base, base + 1, base + 2, base + 3, base + 4);
    }

    /** Any five ports that are free now; for commands that start only a part for a moment. */
    public static PortPlan free() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new PortPlan(ports[0], ports[1], ports[2], ports[3], ports[4]);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        } finally {
            sockets.forEach(PortPlan::close);
        }
    }

    /**
     * Makes sure that nothing listens where this instance is about to. PostgreSQL's port is not looked at: the database
     * itself takes over what a killed instance left behind.
     *
     * @param patience how long ports may take to become free; children of a killed instance need a moment to end
     * @throws CommandException.Failed naming the first port that stays taken
     */
    public void requireFree(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Map.Entry<String, Integer> port : byUse().entrySet()) {
            while (!isFree(port.getValue())) {
                if (System.nanoTime() >= deadline) {
                    throw new CommandException.Failed("Port " + port.getValue() + " (" + port.getKey()
                            + ") is in use by another program. Stop that program (ss -ltnp shows it), or choose other"
                            + " ports with --port-base N.");
                }
                Thread.sleep(50);
            }
        }
    }

    private Map<String, Integer> byUse() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("Kafka broker", broker);
        ports.put("Kafka controller", controller);
        ports.put("S3", s3);
        ports.put("Redshift Data API", dataApi);
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // Without this, connections of an instance that has just ended (TIME_WAIT) would look like a program.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
