package io.tillstream.operations.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.operations.command.AwsFaultText;
import io.tillstream.operations.load.FunctionException;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.load.LoaderDelivery;
import io.tillstream.operations.query.QueryRunner;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The loading of an environment on AWS. The loader is invoked and waited for, not sent a message: so its own error reaches the
 * operator. It may run at the same time as one that the queue woke; the fence of invariant 7 lets only one load.
 */
final class DeployedLoadSite implements LoadSite {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeployedNames names;
    private final Deployment deployment;
    private final S3Client s3;
    private final String bucket;

    DeployedLoadSite(DeployedNames names, Deployment deployment, S3Client s3, String bucket) {
        this.names = names;
        this.deployment = deployment;
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public S3Client s3() {
        return s3;
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public QueryRunner warehouse() {
        return deployment.warehouse();
    }

    @Override
    public void redrive() {
        LambdaClient lambda = deployment.lambda();
        System.err.println("Waiting for " + names.loader() + " to load what waits, up to 15 minutes …");
        new LoaderDelivery(
                        names.loader(),
                        "aws logs tail /aws/lambda/" + names.loader() + " --since 1h",
                        event -> invoke(lambda, event))
                .redrive();
    }

    private String invoke(LambdaClient lambda, String event) throws FunctionException, IOException {
        InvokeResponse answer;
        try {
            answer = lambda.invoke(request -> request.functionName(names.loader())
                    .qualifier(DeployedNames.LOADER_ALIAS)
                    .payload(SdkBytes.fromUtf8String(event)));
        } catch (SdkException e) {
            throw AwsFaultText.explain(
                    "The loader did not answer (it may still be working; check with ./tillstream load status" + option()
                            + ")",
                    "function " + names.loader(),
                    e);
        }
        String payload = answer.payload() == null ? "" : answer.payload().asUtf8String();
        if (answer.functionError() != null) {
            JsonNode error = JSON.readTree(payload);
            throw new FunctionException(
                    error.path("errorType").asText(answer.functionError()),
                    error.path("errorMessage").asText(payload));
        }
        return payload;
    }

    @Override
    public void supersede(long number, String reason) {
        new GlueRun(deployment.glue(), names.supersedeJob(), names.jobErrors())
                .run(Map.of("--load-set", Long.toString(number), "--reason", reason));
    }

    @Override
    public String option() {
        return new Target.Aws(names.prefix()).option();
    }
}
