package io.tillstream.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that closes a connection which the client has kept, as S3 does with one that was idle for a while. */
class DroppedConnectionTest {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)\\r?$");

    /** The limits with which programs make their clients. */
    enum Client {
        LAMBDA(CallLimits.LAMBDA),
        TRANSFER(CallLimits.TRANSFER);

        private final CallLimits limits;

        Client(CallLimits limits) {
            this.limits = limits;
        }

        S3Client at(URI endpoint) {
            return new AwsClients(Map.of("AWS_ENDPOINT_URL_S3", endpoint.toString()), limits).s3();
        }
    }

    private final AtomicInteger requests = new AtomicInteger();
    private ServerSocket server;
    private volatile boolean alwaysDrops;

    @BeforeEach
    void listen() throws IOException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPutOnAConnectionThatWasDroppedIsSentAgain(Client client) {
        try (S3Client s3 = client.at(endpoint())) {
            put(s3);
            put(s3);
        }
        assertThat(requests).as("one of them twice").hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersIsAFailureOfTheSdkThatTimeMayCure(Client client) {
        alwaysDrops = true;
        try (S3Client s3 = client.at(endpoint())) {
            assertThatThrownBy(() -> put(s3)).isInstanceOf(SdkClientException.class);
        }
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private static void put(S3Client s3) {
        s3.putObject(request -> request.bucket("lake").key("state/loader.json"), RequestBody.fromString("{}"));
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                InputStream in = new BufferedInputStream(connection.getInputStream());
                // The second request of a connection gets no answer.
                if (answer(in, connection) && !alwaysDrops) {
                    head(in);
                    requests.incrementAndGet();
                }
            } catch (IOException e) {
                // The test is over, or the client has gone: the next connection tells.
                continue;
            }
        }
    }

    private boolean answer(InputStream in, Socket connection) throws IOException {
        String head = head(in);
        requests.incrementAndGet();
        if (head.isEmpty() || alwaysDrops) {
            return false;
        }
        if (head.toLowerCase(Locale.ROOT).contains("100-continue")) {
            connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
        Matcher length = LENGTH.matcher(head);
        in.skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
        connection
                .getOutputStream()
                .write("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
        return true;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }
}
