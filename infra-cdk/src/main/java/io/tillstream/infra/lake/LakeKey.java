package io.tillstream.infra.lake;

import io.tillstream.infra.base.Statements;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

/** The one customer key: objects, messages, logs, warehouse. It rotates each year. */
final class LakeKey {
    private LakeKey() {}

    static Key create(Stack stack, String prefix, RemovalPolicy removal) {
        Key key = Key.Builder.create(stack, "Key")
                .alias("alias/" + prefix)
                .description("Tillstream " + prefix + ": encrypts all that is stored")
                .enableKeyRotation(true)
                .removalPolicy(removal)
                .build();
        Map<String, Object> ownAccount = Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()));
        key.addToResourcePolicy(Statements.allowPrincipal(
                "LogGroups",
                ServicePrincipal.Builder.create("logs." + stack.getRegion() + ".amazonaws.com")
                        .build(),
                List.of("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"),
                "*",
                Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:" + stack.getPartition() + ":logs:" + stack.getRegion() + ":" + stack.getAccount()
                                        + ":log-group:*"))));
        // S3 writes to the encrypted queue of load sets; alarms and budgets to the encrypted topic of alarms.
        for (String service : List.of("s3", "cloudwatch", "budgets")) {
            key.addToResourcePolicy(Statements.allowPrincipal(
                    "Publish" + service.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + service.substring(1),
                    ServicePrincipal.Builder.create(service + ".amazonaws.com").build(),
                    List.of("kms:Decrypt", "kms:GenerateDataKey"),
                    "*",
                    ownAccount));
        }
        return key;
    }
}
