package io.tillstream.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The one place where AWS clients are made. Region and credentials come from the SDK's default chains; endpoints are the
 * SDK's own variables ({@code AWS_ENDPOINT_URL}, {@code AWS_ENDPOINT_URL_S3} …), read here as well because S3 needs path-style
 * addresses for a given endpoint: an emulator has no host name for each bucket.
 */
public final class AwsClients {
    private static final String ANY_SERVICE = "AWS_ENDPOINT_URL";
    private static final String S3 = ANY_SERVICE + "_S3";

    private final Map<String, String> environment;
    private final CallLimits limits;

    /**
     * Makes a factory.
     *
     * @param environment the variables, usually {@link System#getenv()}
     */
    public AwsClients(Map<String, String> environment, CallLimits limits) {
        this.environment = Map.copyOf(environment);
        this.limits = limits;
    }

    /** Returns a client of S3; the caller closes it. */
    public S3Client s3() {
        return s3(S3Client.builder()).build();
    }

    /** Applies the endpoint, the address style and the limits to a builder of an S3 client. */
    public S3ClientBuilder s3(S3ClientBuilder builder) {
        Optional<URI> endpoint = endpoint(S3);
        return configured(builder, endpoint).forcePathStyle(endpoint.isPresent() || endpointIsAProperty());
    }

    /**
     * Applies the endpoint and the limits to a builder of any other client.
     *
     * @param endpointVariable the service's variable of the SDK, for example {@code AWS_ENDPOINT_URL_REDSHIFT_DATA}
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, String endpointVariable) {
        return configured(builder, endpoint(endpointVariable));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Optional<URI> endpoint) {
        endpoint.ifPresent(builder::endpointOverride);
        SdkHttpClient.Builder<?> http = UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.read());
        ClientOverrideConfiguration.Builder calls =
                ClientOverrideConfiguration.builder().apiCallTimeout(limits.call());
        limits.attempts()
                .ifPresent(attempts -> calls.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build()));
        return builder.httpClientBuilder(defaults -> new RetryableHttpClient(http.buildWithDefaults(defaults)))
                .overrideConfiguration(calls.build());
    }

    private Optional<URI> endpoint(String ofService) {
        String url = environment.getOrDefault(ofService, environment.getOrDefault(ANY_SERVICE, ""));
        return url.isBlank() ? Optional.empty() : Optional.of(URI.create(url));
    }

    /** The SDK takes an endpoint from these system properties too, by itself. */
    private static boolean endpointIsAProperty() {
        return !System.getProperty("aws.endpointUrl", "").isBlank()
                || !System.getProperty("aws.endpointUrlS3", "").isBlank();
    }
}
