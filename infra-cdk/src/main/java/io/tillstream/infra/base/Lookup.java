package io.tillstream.infra.base;

import io.tillstream.infra.security.Accepted;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * Asks an AWS service at deployment for what CloudFormation does not tell.
 *
 * @param service as the AWS SDK for JavaScript names it
 * @param action its call
 * @param parameters of the call
 * @param permission what the call needs
 */
public record Lookup(String service, String action, Map<String, Object> parameters, PolicyStatement permission) {
    /** Adds the question to a stack; the answer's fields are known once the stack is deployed. */
    public AwsCustomResource ask(Stack stack, String id, ILogGroup logs) {
        AwsCustomResource question = AwsCustomResource.Builder.create(stack, id)
                .onUpdate(AwsSdkCall.builder()
                        .service(service)
                        .action(action)
                        .parameters(parameters)
                        .physicalResourceId(PhysicalResourceId.of(stack.getStackName() + "-" + id))
                        .build())
                .installLatestAwsSdk(false)
                .policy(AwsCustomResourcePolicy.fromStatements(List.of(permission)))
                .logGroup(logs)
                .build();
        stack.getNode().getChildren().stream()
                .filter(child -> child.getNode().getId().startsWith("AWS"))
                .forEach(function -> {
                    Accepted.finding(
                            function,
                            "AwsSolutions-IAM4",
                            "The CDK's own lookup function writes its log by AWSLambdaBasicExecutionRole, and has no other"
                                    + " managed policy.");
                    Accepted.finding(
                            function,
                            "AwsSolutions-L1",
                            "The CDK chooses the runtime of its own lookup function and moves it with the library.");
                });
        return question;
    }
}
