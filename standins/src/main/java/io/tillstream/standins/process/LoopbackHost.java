package io.tillstream.standins.process;

import java.util.Locale;
import java.util.Set;

/**
 * Tells requests that mean this machine from those of a foreign web page. A page whose name is made to point to 127.0.0.1 (DNS
 * rebinding) is of the same origin as the server then, so a browser lets it send any request and read the answer; but the
 * browser still names the page's host in the header {@code Host}.
 */
public final class LoopbackHost {
    /** The status with which a request for another host is refused: Misdirected Request (RFC 9110, 15.5.20). */
    public static final int MISDIRECTED = 421;

    private LoopbackHost() {}

    /**
     * Whether the request is for this server.
     *
     * @param header the request's {@code Host} header, or null if it has none
     * @param port the server's port
     */
    public static boolean isNamed(String header, int port) {
        return header != null
                && Set.of("127.0.0.1:" + port, "localhost:" + port).contains(header.toLowerCase(Locale.ROOT));
    }

    /**
     * The text of the answer to a refused request.
     *
     * @param port the server's port
     */
    public static String refusal(int port) {
        return "This server answers requests to 127.0.0.1:" + port + " or localhost:" + port
                + " only; the Host header of this one names another host.\n";
    }
}
