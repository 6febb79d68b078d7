package io.tillstream.operations.aws;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.operations.command.AwsFaultText;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Makes the clients of a deployed environment. Region and credentials come from the SDK's default chains, endpoints from the
 * SDK's own variables ({@link AwsClients}).
 */
public final class CloudClients {
    private static final Duration INVOCATION_TIMEOUT = Duration.ofMinutes(16);

    private final AwsClients clients;
    private final AwsClients patient;

    /** @param environment the process's environment variables */
    public CloudClients(Map<String, String> environment) {
        CallLimits limits = CallLimits.TRANSFER;
        this.clients = new AwsClients(environment, limits);
        this.patient = new AwsClients(
                environment,
                new CallLimits(limits.connect(), INVOCATION_TIMEOUT, INVOCATION_TIMEOUT, OptionalInt.of(1)));
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
            throw AwsFaultText.noRegion("No request was sent");
        }
    }

    RedshiftDataClient redshiftData() {
        return clients.configured(RedshiftDataClient.builder().region(region()), "AWS_ENDPOINT_URL_REDSHIFT_DATA")
                .build();
    }

    S3Client s3() {
        return clients.s3(S3Client.builder().region(region())).build();
    }

    /**
     * The answer comes when the function has finished, up to Lambda's limit of 15 minutes. If it is lost, the call is not
     * repeated: the person at the console decides.
     */
    LambdaClient lambda() {
        return patient.configured(LambdaClient.builder().region(region()), "AWS_ENDPOINT_URL_LAMBDA")
                .build();
    }

    GlueClient glue() {
        return clients.configured(GlueClient.builder().region(region()), "AWS_ENDPOINT_URL_GLUE")
                .build();
    }

    SfnClient stepFunctions() {
        return clients.configured(SfnClient.builder().region(region()), "AWS_ENDPOINT_URL_SFN")
                .build();
    }

    StsClient sts() {
        return clients.configured(StsClient.builder().region(region()), "AWS_ENDPOINT_URL_STS")
                .build();
    }
}
