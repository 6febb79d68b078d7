package io.tillstream.operations.aws;

import io.tillstream.operations.command.AwsFaults;
import io.tillstream.operations.command.SendsAtOnce;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Builds the clients of a deployed environment, and nothing else does. Region and credentials come from the SDK's default
 * chains; the endpoints are the SDK's own variables, read here because S3 needs path-style addresses with one.
 */
public final class CloudClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration INVOCATION_TIMEOUT = Duration.ofMinutes(16);

    private final Map<String, String> environment;

    /** @param environment the process's environment variables */
    public CloudClients(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The region that the default chain finds.
     *
     * @throws io.tillstream.operations.command.CommandException.Usage if it finds none
     */
    public Region region() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw AwsFaults.noRegion("Nothing was asked");
        }
    }

    RedshiftDataClient redshiftData() {
        return configured(RedshiftDataClient.builder(), endpoint("AWS_ENDPOINT_URL_REDSHIFT_DATA"))
                .build();
    }

    S3Client s3() {
        Optional<URI> endpoint = endpoint("AWS_ENDPOINT_URL_S3");
        return configured(S3Client.builder(), endpoint)
                .overrideConfiguration(override -> override.addExecutionInterceptor(new SendsAtOnce()))
                .forcePathStyle(endpoint.isPresent())
                .build();
    }

    /**
     * Its answer takes as long as the function works: up to Lambda's limit of 15 minutes. One that is lost is not asked for
     * again: the person at the console decides.
     */
    LambdaClient lambda() {
        return configured(LambdaClient.builder(), endpoint("AWS_ENDPOINT_URL_LAMBDA"), INVOCATION_TIMEOUT)
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    GlueClient glue() {
        return configured(GlueClient.builder(), endpoint("AWS_ENDPOINT_URL_GLUE"))
                .build();
    }

    SfnClient stepFunctions() {
        return configured(SfnClient.builder(), endpoint("AWS_ENDPOINT_URL_SFN")).build();
    }

    StsClient sts() {
        return configured(StsClient.builder(), endpoint("AWS_ENDPOINT_URL_STS")).build();
    }

    private Optional<URI> endpoint(String ofService) {
        String url = environment.getOrDefault(ofService, environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        return url.isBlank() ? Optional.empty() : Optional.of(URI.create(url));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Optional<URI> endpoint) {
        return configured(builder, endpoint, READ_TIMEOUT);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Optional<URI> endpoint, Duration readTimeout) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(region())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(readTimeout));
    }
}
