package io.tillstream.writer.store;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The one place where the writer's S3 client is made: region, credentials and endpoint are the SDK's own. */
public final class S3Clients {
    /** How long an answer may be silent. */
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);

    private S3Clients() {}

    /** Returns a client as the environment describes it; path-style addresses where an endpoint is set. */
    public static S3Client fromEnvironment() {
        return configure(S3Client.builder(), endpointIsSet(), SOCKET_TIMEOUT).build();
    }

    /** Applies the writer's timeouts and address style to a builder. */
    static S3ClientBuilder configure(S3ClientBuilder builder, boolean pathStyle, Duration socketTimeout) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(socketTimeout))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL_TIMEOUT))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .build());
    }

    private static boolean endpointIsSet() {
        return isSet(System.getenv("AWS_ENDPOINT_URL"))
                || isSet(System.getenv("AWS_ENDPOINT_URL_S3"))
                || isSet(System.getProperty("aws.endpointUrl"))
                || isSet(System.getProperty("aws.endpointUrlS3"));
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }
}
