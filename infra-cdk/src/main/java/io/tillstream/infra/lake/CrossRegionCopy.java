package io.tillstream.infra.lake;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.LakeSettings;
import io.tillstream.lake.LakeKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.CfnBucket;

/**
 * Copies Bronze and the state to a bucket in another region, as S3 writes them. Everything else can be made again from these. The
 * bucket and its key are there already: CloudFormation makes nothing in another region.
 */
final class CrossRegionCopy {
    private static final List<String> COPIED = List.of(LakeKeys.BRONZE, LakeKeys.STATE);

    private CrossRegionCopy() {}

    static void create(Stack stack, CfnBucket bucket, String bucketArn, Key key, LakeSettings.Copy copy) {
        String copies = "arn:" + stack.getPartition() + ":s3:::" + copy.bucket();
        Role role = Role.Builder.create(stack, "CopyToOtherRegion")
                .assumedBy(ServicePrincipal.Builder.create("s3.amazonaws.com").build())
                .description("S3's replication of Bronze and state")
                .build();
        role.addToPolicy(Statements.allow(
                "ReadReplication", List.of("s3:GetReplicationConfiguration", "s3:ListBucket"), List.of(bucketArn)));
        role.addToPolicy(Statements.allow(
                "ReadVersions",
                List.of("s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"),
                COPIED.stream().map(prefix -> bucketArn + "/" + prefix + "*").toList()));
        role.addToPolicy(Statements.allow(
                "WriteCopies", List.of("s3:ReplicateObject", "s3:ReplicateTags"), List.of(copies + "/*")));
        role.addToPolicy(throughS3("DecryptLake", "kms:Decrypt", key.getKeyArn(), stack.getRegion()));
        role.addToPolicy(throughS3(
                "EncryptCopies", "kms:Encrypt", copy.keyArn(), copy.keyArn().split(":", -1)[3]));
        Accepted.wildcards(
                role,
                "Objects of Bronze and state are made by the pipeline: their keys are not known ahead.",
                "/^Resource::.*\\/\\*$/");
        List<CfnBucket.ReplicationRuleProperty> rules = new ArrayList<>();
        for (int i = 0; i < COPIED.size(); i++) {
            rules.add(rule(COPIED.get(i), i + 1, copies, copy.keyArn()));
        }
        bucket.setReplicationConfiguration(CfnBucket.ReplicationConfigurationProperty.builder()
                .role(role.getRoleArn())
                .rules(rules)
                .build());
    }

    private static software.amazon.awscdk.services.iam.PolicyStatement throughS3(
            String sid, String action, String keyArn, String region) {
        return Statements.allow(
                sid,
                List.of(action),
                List.of(keyArn),
                Map.of("StringEquals", Map.of("kms:ViaService", "s3." + region + ".amazonaws.com")));
    }

    private static CfnBucket.ReplicationRuleProperty rule(String prefix, int priority, String copies, String keyArn) {
        return CfnBucket.ReplicationRuleProperty.builder()
                .id("copy-" + prefix.replace("/", ""))
                .priority(priority)
                .status("Enabled")
                .filter(CfnBucket.ReplicationRuleFilterProperty.builder()
                        .prefix(prefix)
                        .build())
                // What is deleted here stays there.
                .deleteMarkerReplication(CfnBucket.DeleteMarkerReplicationProperty.builder()
                        .status("Disabled")
                        .build())
                .sourceSelectionCriteria(CfnBucket.SourceSelectionCriteriaProperty.builder()
                        .sseKmsEncryptedObjects(CfnBucket.SseKmsEncryptedObjectsProperty.builder()
                                .status("Enabled")
                                .build())
                        .build())
                .destination(CfnBucket.ReplicationDestinationProperty.builder()
                        .bucket(copies)
                        .encryptionConfiguration(CfnBucket.EncryptionConfigurationProperty.builder()
                                .replicaKmsKeyId(keyArn)
                                .build())
                        .build())
                .build();
    }
}
