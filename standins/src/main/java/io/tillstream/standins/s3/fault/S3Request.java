package io.tillstream.standins.s3.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One HTTP/1.1 request, byte for byte.
 *
 * @param method its method
 * @param target path and query as in the request line
 * @param headers its header lines, without those that concern one connection only
 * @param body its body with the framing of its transfer coding, if it has one
 */
public record S3Request(String method, String target, List<String> headers, byte[] body) {
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    /**
     * Reads a request; tells a client that waits for it to go on with the body.
     *
     * @return nothing if the client closed the connection instead
     * @throws IOException if the connection breaks in the middle, or what comes is not HTTP
     */
    static Optional<S3Request> read(InputStream in, OutputStream out) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(head.split("\r\n")));
        String[] request = lines.remove(0).split(" ");
        if (request.length != 3) {
            throw new IOException("not an HTTP request: " + String.join(" ", request));
        }
        if (value(lines, "expect").isPresent()) {
            out.write(CONTINUE);
            out.flush();
        }
        byte[] body = body(lines, in);
        lines.removeIf(line -> is(line, "connection") || is(line, "expect"));
        return Optional.of(new S3Request(request[0], request[1], List.copyOf(lines), body));
    }

    /** Returns whether the request puts something. */
    public boolean isPut() {
        return method.equals("PUT");
    }

    /** The host and port that the client named, if it named one. */
    Optional<String> host() {
        return value(headers, "host");
    }

    /**
     * Returns the head as it is passed on: the server closes the connection after its answer.
     *
     * @param host host and port of the server that it is passed to; the client has named this proxy
     */
    byte[] head(String host) {
        String others = headers.stream().filter(line -> !is(line, "host")).collect(Collectors.joining("\r\n"));
        return (method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + others
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.write(c);
            boolean fits = c == (matched % 2 == 0 ? '\r' : '\n');
            matched = fits ? matched + 1 : c == '\r' ? 1 : 0;
            if (matched == 4) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            if (head.size() > MAX_HEAD_BYTES) {
                throw new IOException("a head of more than " + MAX_HEAD_BYTES + " bytes");
            }
        }
        if (head.size() > 0) {
            throw new EOFException("the client left in the middle of a head");
        }
        return "";
    }

    private static byte[] body(List<String> headers, InputStream in) throws IOException {
        if (value(headers, "transfer-encoding").isPresent()) {
            return chunks(in);
        }
        int length = value(headers, "content-length").map(Integer::parseInt).orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the client left in the middle of a body");
        }
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            String line = line(in, body);
            size = Integer.parseInt(line.split(";")[0].strip(), 16);
            body.write(in.readNBytes(size));
            // After the last chunk come trailers up to an empty line, after any other an empty line.
            while (!line(in, body).isEmpty()) {
                continue;
            }
        } while (size > 0);
        return body.toByteArray();
    }

    private static String line(InputStream in, OutputStream copy) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the client left in the middle of a chunk");
            }
            copy.write(c);
            line.append((char) c);
        }
        copy.write('\n');
        return line.toString().strip();
    }

    private static Optional<String> value(List<String> headers, String name) {
        return headers.stream()
                .filter(line -> is(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static boolean is(String line, String name) {
        return line.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }
}
