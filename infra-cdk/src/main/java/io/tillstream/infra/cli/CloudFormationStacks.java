package io.tillstream.infra.cli;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** Stacks of a region, with the credentials of the SDK's default chain, which the CDK's command line uses as well. */
final class CloudFormationStacks implements Stacks {
    private final CloudFormationClient client;

    CloudFormationStacks(Map<String, String> environment, String region) {
        this.client = new AwsClients(environment, CallLimits.TRANSFER)
                .configured(CloudFormationClient.builder(), "AWS_ENDPOINT_URL_CLOUDFORMATION")
                .region(Region.of(region))
                .build();
    }

    @Override
    public Optional<String> status(String name) {
        try {
            return client.describeStacks(request -> request.stackName(name)).stacks().stream()
                    .map(stack -> stack.stackStatusAsString())
                    .findFirst();
        } catch (CloudFormationException e) {
            // CloudFormation has no error of its own for a stack that is not there.
            if (e.awsErrorDetails() != null
                    && "ValidationError".equals(e.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void protect(String name, boolean on) {
        client.updateTerminationProtection(request -> request.stackName(name).enableTerminationProtection(on));
    }

    @Override
    public void close() {
        client.close();
    }
}
