package io.tillstream.loader;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Builds the AWS clients, and nothing else does. Region and credentials come from the SDK's default chains; the endpoints are
 * the SDK's own variables, read here as well because S3 needs path-style addresses with an endpoint of its own.
 */
final class AwsClients {
    private static final int MAX_ATTEMPTS = 6;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, String> environment;

    AwsClients(Map<String, String> environment) {
        this.environment = environment;
    }

    S3Client s3() {
        Optional<URI> endpoint = endpoint("AWS_ENDPOINT_URL_S3");
        return configured(S3Client.builder(), endpoint)
                .forcePathStyle(endpoint.isPresent())
                .build();
    }

    RedshiftDataClient redshiftData() {
        return configured(RedshiftDataClient.builder(), endpoint("AWS_ENDPOINT_URL_REDSHIFT_DATA"))
                .build();
    }

    private Optional<URI> endpoint(String ofService) {
        String url = environment.getOrDefault(ofService, environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        return url.isBlank() ? Optional.empty() : Optional.of(URI.create(url));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Optional<URI> endpoint) {
        endpoint.ifPresent(builder::endpointOverride);
        SdkHttpClient.Builder<?> http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(READ_TIMEOUT);
        return builder.httpClientBuilder(defaults -> new RetryableHttpClient(http.buildWithDefaults(defaults)))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_TIMEOUT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build())
                        .build());
    }
}
