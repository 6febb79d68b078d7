package io.tillstream.infra.warehouse;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.security.Accepted;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.customresources.PhysicalResourceIdReference;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * The most that the warehouse may compute in a day. Without it, only the mail of a budget, a day late, bounds a query that runs
 * away at the largest capacity. CloudFormation has no resource of this kind.
 */
final class UsageLimit {
    private static final String SERVICE = "RedshiftServerless";

    private UsageLimit() {}

    static void create(Stack stack, String workgroupArn, int rpuHours, ILogGroup logs) {
        Map<String, Object> amount = Map.of("amount", rpuHours, "breachAction", "deactivate");
        AwsCustomResource limit = AwsCustomResource.Builder.create(stack, "UsageLimit")
                .onCreate(call("createUsageLimit")
                        .parameters(Statements.sorted(Map.of(
                                "resourceArn",
                                workgroupArn,
                                "usageType",
                                "serverless-compute",
                                "period",
                                "daily",
                                "amount",
                                rpuHours,
                                "breachAction",
                                "deactivate")))
                        .physicalResourceId(PhysicalResourceId.fromResponse("usageLimit.usageLimitId"))
                        .build())
                .onUpdate(call("updateUsageLimit")
                        .parameters(Statements.sorted(withId(amount)))
                        .physicalResourceId(PhysicalResourceId.fromResponse("usageLimit.usageLimitId"))
                        .build())
                .onDelete(call("deleteUsageLimit")
                        .parameters(withId(Map.of()))
                        .ignoreErrorCodesMatching("ResourceNotFoundException")
                        .build())
                .installLatestAwsSdk(false)
                .policy(AwsCustomResourcePolicy.fromStatements(List.of(Statements.allow(
                        "UsageLimits",
                        List.of(
                                "redshift-serverless:CreateUsageLimit",
                                "redshift-serverless:UpdateUsageLimit",
                                "redshift-serverless:DeleteUsageLimit"),
                        List.of("*")))))
                .logGroup(logs)
                .build();
        Accepted.wildcards(
                limit, "A usage limit has no ARN to name; these calls change limits only.", "/^Resource::\\*$/");
    }

    private static AwsSdkCall.Builder call(String action) {
        return AwsSdkCall.builder().service(SERVICE).action(action);
    }

    private static Map<String, Object> withId(Map<String, Object> parameters) {
        Map<String, Object> all = new java.util.TreeMap<>(parameters);
        all.put("usageLimitId", new PhysicalResourceIdReference());
        return all;
    }
}
