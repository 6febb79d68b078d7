package io.tillstream.page.http;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells requests of the page's own visitors from those that another web page makes a browser send. A page whose name is made to
 * point to 127.0.0.1 (DNS rebinding) still names its own host in {@code Host}; a page of another origin is named in
 * {@code Origin} or {@code Sec-Fetch-Site}.
 */
final class RequestGuard {
    /** The status of a request that names another host: Misdirected Request (RFC 9110, 15.5.20). */
    static final int MISDIRECTED = 421;

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> ACTING = Set.of("POST");

    private final int port;

    /** @param port the server's port */
    RequestGuard(int port) {
        this.port = port;
    }

    /** The refusal, or nothing where the request may be answered. */
    Optional<Reply> refusal(String method, String path, Headers headers) {
        String host = headers.getFirst("Host");
        if (host == null || !hosts().contains(host.toLowerCase(Locale.ROOT))) {
            return Optional.of(Reply.problem(
                    MISDIRECTED,
                    "This server answers requests to 127.0.0.1:" + port + " or localhost:" + port + " only."));
        }
        if (!READING.contains(method) && !ACTING.contains(method)) {
            return Optional.of(Reply.problem(405, "The page can only be read: " + method + " is not answered."));
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host.toLowerCase(Locale.ROOT))) {
            return Optional.of(foreign());
        }
        // Browsers send it with every request; curl does not.
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !isVisit(site, path, headers)) {
            return Optional.of(foreign());
        }
        return ACTING.contains(method) && origin == null ? Optional.of(foreign()) : Optional.empty();
    }

    /**
     * A person follows a link to the page or types an address: the answer is shown to that person, and no other page reads it. A
     * link into the API would let another page start work here.
     */
    private static boolean isVisit(String site, String path, Headers headers) {
        return site.equals("none") || (path.equals("/") && "navigate".equals(headers.getFirst("Sec-Fetch-Mode")));
    }

    private Set<String> hosts() {
        return Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    private static Reply foreign() {
        return Reply.problem(403, "Another web page sent this request. Only the page itself may ask here.");
    }
}
