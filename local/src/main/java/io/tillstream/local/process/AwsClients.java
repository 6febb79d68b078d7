package io.tillstream.local.process;

import io.tillstream.operations.command.SendsAtOnce;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Builds the clients of this machine's stand-ins, and the settings with which children build theirs. */
public final class AwsClients {
    /** Region that everything on this machine claims to be in. */
    public static final String REGION = "us-east-1";
    /** Credentials that the stand-ins accept; they check none. */
    public static final String CREDENTIAL = "test";

    private AwsClients() {}

    /** A client of the S3 stand-in. */
    public static S3Client s3(PortPlan ports) {
        return s3(URI.create(s3Endpoint(ports)));
    }

    /** A client of the S3 stand-in at an address of its own. */
    public static S3Client s3(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.addExecutionInterceptor(new SendsAtOnce()))
                .forcePathStyle(true)
                .build();
    }

    /** A client of the Data API stand-in. */
    public static RedshiftDataClient redshiftData(PortPlan ports) {
        return RedshiftDataClient.builder()
                .endpointOverride(URI.create(dataApiEndpoint(ports)))
                .region(Region.of(REGION))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
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
