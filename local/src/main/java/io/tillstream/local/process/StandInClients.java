package io.tillstream.local.process;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the clients of this machine's stand-ins, and the settings with which children build theirs. */
public final class StandInClients {
    /** Region that everything on this machine claims to be in. */
    public static final String REGION = "us-east-1";
    /** Credentials that the stand-ins accept; they check none. */
    public static final String CREDENTIAL = "test";

    private StandInClients() {}

    /** A client of the S3 stand-in. */
    public static S3Client s3(PortPlan ports) {
        return s3(URI.create(s3Endpoint(ports)));
    }

    /** A client of an S3 stand-in at any address. */
    public static S3Client s3(URI endpoint) {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL_S3", endpoint.toString());
        return new AwsClients(environment, CallLimits.TRANSFER)
                .s3(S3Client.builder().region(Region.of(REGION)).credentialsProvider(credentials()))
                .build();
    }

    /** A client of the Data API stand-in. */
    public static RedshiftDataClient redshiftData(PortPlan ports) {
        return new AwsClients(environment(ports), CallLimits.TRANSFER)
                .configured(
                        RedshiftDataClient.builder().region(Region.of(REGION)).credentialsProvider(credentials()),
                        "AWS_ENDPOINT_URL_REDSHIFT_DATA")
                .build();
    }

    /** What a child's SDK reads: endpoints, region, credentials. */
    public static Map<String, String> environment(PortPlan ports) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", s3Endpoint(ports));
        environment.put("AWS_ENDPOINT_URL_REDSHIFT_DATA", dataApiEndpoint(ports));
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", CREDENTIAL);
        environment.put("AWS_SECRET_ACCESS_KEY", CREDENTIAL);
        // Without it an SDK that misses a setting asks the metadata service of a machine that has none, for seconds.
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }

    /** Address of the S3 stand-in. */
    public static String s3Endpoint(PortPlan ports) {
        return "http://127.0.0.1:" + ports.s3();
    }

    /** Address of the Data API stand-in. */
    public static String dataApiEndpoint(PortPlan ports) {
        return "http://127.0.0.1:" + ports.dataApi();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));
    }
}
