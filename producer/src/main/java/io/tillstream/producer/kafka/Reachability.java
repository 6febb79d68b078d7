package io.tillstream.producer.kafka;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out at once that no broker answers: the Kafka client itself goes on trying in silence until its delivery timeout,
 * because a broker may be about to start.
 */
public final class Reachability {
    private static final int CONNECT_MILLIS = 2_000;

    private Reachability() {}

    /**
     * Tries every bootstrap server, for at most two seconds each, until one accepts a connection.
     *
     * @return a sentence that says why none does; empty where one does, or where an address cannot be read here
     */
    public static Optional<String> refusal(ProducerSettings settings) {
        List<String> reasons = new ArrayList<>();
        for (String server : settings.bootstrapServers().split(",")) {
            int colon = server.strip().lastIndexOf(':');
            if (colon < 1) {
                return Optional.empty();
            }
            String host = server.strip().substring(0, colon).replaceAll("^\\[|]$", "");
            Optional<String> reason = reason(host, server.strip().substring(colon + 1));
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            reasons.add(server.strip() + " (" + reason.get() + ")");
        }
        return Optional.of("No broker answers at " + String.join(", ", reasons) + ". Trying for up to "
                + settings.deliveryTimeout().toSeconds() + " s; Ctrl-C ends it. Is --bootstrap-servers right?");
    }

    private static Optional<String> reason(String host, String port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, Integer.parseInt(port)), CONNECT_MILLIS);
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("there is no such host");
        } catch (ConnectException e) {
            return Optional.of("connection refused");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // A port that is none: the client says so itself.
            return Optional.empty();
        }
    }
}
