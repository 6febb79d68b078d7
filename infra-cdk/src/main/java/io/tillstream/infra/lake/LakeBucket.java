package io.tillstream.infra.lake;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.LakeSettings;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.LoadSetKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.BucketMetrics;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;

/** The lake's bucket and the bucket of its access logs. */
final class LakeBucket {
    private static final int ACCESS_LOG_DAYS = 90;
    private static final int RESULT_DAYS = 30;

    private LakeBucket() {}

    static Bucket create(
            Stack stack, String name, IKey key, LakeSettings settings, RemovalPolicy removal, boolean destroyData) {
        Bucket logs = Bucket.Builder.create(stack, "AccessLogs")
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Duration.days(ACCESS_LOG_DAYS))
                        .build()))
                .removalPolicy(removal)
                .autoDeleteObjects(destroyData)
                .build();
        Accepted.finding(
                logs, "AwsSolutions-S1", "It holds the access logs; logging it to itself would never come to rest.");
        Bucket bucket = Bucket.Builder.create(stack, "Lake")
                .bucketName(name)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .versioned(true)
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix("lake/")
                .lifecycleRules(lifecycle(settings))
                .metrics(
                        settings.requestMetrics()
                                ? List.of(BucketMetrics.builder()
                                        .id(Lake.REQUEST_METRICS)
                                        .build())
                                : List.of())
                .removalPolicy(removal)
                .autoDeleteObjects(destroyData)
                .build();
        // Invariants 1 and 6: created once, conditionally. An UploadPart creates no object; its completion does.
        bucket.addToResourcePolicy(Statements.denyAll(
                "OnlyConditionalCreates",
                List.of("s3:PutObject"),
                List.of(
                        bucket.arnForObjects(LakeKeys.BRONZE + "*"),
                        bucket.arnForObjects(LoadSetKeys.ALL + "*/batch*.json")),
                Map.of(
                        "Null", Map.of("s3:if-none-match", "true"),
                        "Bool", Map.of("s3:ObjectCreationOperation", "true"))));
        if (!destroyData) {
            bucket.addToResourcePolicy(Statements.denyAll(
                    "BronzeIsNeverDeleted",
                    List.of("s3:DeleteObject", "s3:DeleteObjectVersion"),
                    List.of(bucket.arnForObjects(LakeKeys.BRONZE + "*")),
                    Map.of()));
        }
        return bucket;
    }

    /** Bronze and load sets have no rule that deletes (invariants 1 and 6). */
    private static List<LifecycleRule> lifecycle(LakeSettings settings) {
        List<LifecycleRule> rules = new ArrayList<>();
        rules.add(LifecycleRule.builder()
                .id("abort-unfinished-uploads")
                .abortIncompleteMultipartUploadAfter(Duration.days(7))
                .build());
        for (String prefix : List.of(LakeKeys.WAREHOUSE, LakeKeys.STATE, LakeKeys.REFERENCE)) {
            rules.add(LifecycleRule.builder()
                    .id("forget-replaced-" + prefix.replace("/", ""))
                    .prefix(prefix)
                    .noncurrentVersionExpiration(Duration.days(settings.undeleteDays()))
                    .expiredObjectDeleteMarker(true)
                    .build());
        }
        rules.add(LifecycleRule.builder()
                .id("forget-results")
                .prefix(LakeKeys.RESULTS)
                .expiration(Duration.days(RESULT_DAYS))
                .build());
        if (settings.bronzeColdDays() > 0) {
            rules.add(LifecycleRule.builder()
                    .id("cold-bronze")
                    .prefix(LakeKeys.BRONZE)
                    .transitions(List.of(Transition.builder()
                            .storageClass(StorageClass.GLACIER_INSTANT_RETRIEVAL)
                            .transitionAfter(Duration.days(settings.bronzeColdDays()))
                            .build()))
                    .build());
        }
        return rules;
    }
}
