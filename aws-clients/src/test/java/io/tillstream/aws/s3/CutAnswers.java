package io.tillstream.aws.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server whose every answer breaks off in the middle of its head, by a reset or by an orderly end. */
final class CutAnswers implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final boolean reset;

    CutAnswers(boolean reset) throws IOException {
        this.reset = reset;
        Thread thread = new Thread(this::serve, "cut-answers");
        thread.setDaemon(true);
        thread.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                while (reset ? client.getInputStream().read() < 0 : line(client).length() > 2) {
                    continue;
                }
                client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Ty".getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().flush();
                if (reset) {
                    client.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // The client was quicker to leave, or the test is over.
                continue;
            }
        }
    }

    private static String line(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        do {
            c = client.getInputStream().read();
            line.append((char) c);
        } while (c >= 0 && c != '\n');
        return line.toString();
    }
}
