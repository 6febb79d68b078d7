package io.tillstream.infra.lake;

import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.settings.Settings;
import io.tillstream.lake.LoadSetKeys;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The stateful base: key, buckets, catalog, and the queue that the bucket notifies. The queue is here because S3 refuses a
 * notification to a queue that is not there yet, and two stacks cannot need each other.
 */
public final class LakeStack extends PipelineStack {
    /** A load takes at most this long; the queue waits six times as long before it hands a message out again. */
    public static final Duration LOAD_TIMEOUT = Duration.minutes(15);

    private static final int ATTEMPTS = 5;

    private final Lake lake;

    /** Makes the stack. */
    public LakeStack(Construct scope, Settings settings) {
        super(scope, settings, "lake", "key, lake bucket, catalog and the queue of load sets", true);
        // A name of its own, not a reference: the queue's policy names the bucket, and the bucket needs that policy
        // first.
        String name = named("lake-" + getAccount() + "-" + getRegion());
        String bucketArn = "arn:" + getPartition() + ":s3:::" + name;
        Key key = LakeKey.create(this, settings.environment().prefix(), dataRemoval());
        Queue dead = queue("DeadLoads", key).retentionPeriod(Duration.days(14)).build();
        Queue loads = queue("Loads", key)
                .retentionPeriod(Duration.days(7))
                .visibilityTimeout(Duration.minutes(6 * LOAD_TIMEOUT.toMinutes().intValue()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(dead)
                        .maxReceiveCount(ATTEMPTS)
                        .build())
                .build();
        loads.addToResourcePolicy(Statements.allowPrincipal(
                "LakeNotifies",
                ServicePrincipal.Builder.create("s3.amazonaws.com").build(),
                List.of("sqs:SendMessage"),
                loads.getQueueArn(),
                Map.of(
                        "ArnEquals", Map.of("aws:SourceArn", bucketArn),
                        "StringEquals", Map.of("aws:SourceAccount", getAccount()))));
        Bucket bucket = LakeBucket.create(
                this,
                name,
                key,
                settings.lake(),
                dataRemoval(),
                settings.environment().destroyData());
        notifyOfLoadSets(bucket, loads);
        settings.lake()
                .copy()
                .ifPresent(copy -> CrossRegionCopy.create(
                        this, (CfnBucket) bucket.getNode().getDefaultChild(), bucketArn, key, copy));
        emptier(key);
        this.lake = new Lake(key, name, bucketArn, settings.environment().namespacePrefix(), loads, dead);
        catalog();
    }

    /** Returns what the other stacks use. */
    public Lake lake() {
        return lake;
    }

    private Queue.Builder queue(String id, Key key) {
        return Queue.Builder.create(this, id)
                .queueName(named(id.equals("Loads") ? "loads" : "loads-dead"))
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .dataKeyReuse(Duration.hours(1))
                .enforceSsl(true)
                .removalPolicy(dataRemoval());
    }

    /** On the bucket itself: the CDK's own notifications would add a Lambda with rights on every bucket. */
    private void notifyOfLoadSets(Bucket bucket, Queue loads) {
        CfnBucket resource = (CfnBucket) bucket.getNode().getDefaultChild();
        resource.setNotificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                .queueConfigurations(List.of(CfnBucket.QueueConfigurationProperty.builder()
                        .event("s3:ObjectCreated:*")
                        .queue(loads.getQueueArn())
                        .filter(CfnBucket.NotificationFilterProperty.builder()
                                .s3Key(CfnBucket.S3KeyFilterProperty.builder()
                                        .rules(List.of(rule("prefix", LoadSetKeys.ALL), rule("suffix", ".json")))
                                        .build())
                                .build())
                        .build()))
                .build());
        bucket.getNode().addDependency(loads);
    }

    /** The CDK's own function that empties buckets before they are deleted names no log group. */
    private void emptier(Key key) {
        List<IConstruct> providers = getNode().getChildren().stream()
                .filter(child -> child.getNode().getId().startsWith("Custom::S3AutoDeleteObjects"))
                .toList();
        if (!providers.isEmpty()) {
            String logs = logGroup(
                            "EmptierLogs",
                            "/tillstream/" + settings().environment().prefix() + "/emptier",
                            key)
                    .getLogGroupName();
            providers.forEach(provider -> ((CfnResource) provider.getNode().findChild("Handler"))
                    .addPropertyOverride("LoggingConfig", Map.of("LogGroup", logs)));
        }
    }

    private static CfnBucket.FilterRuleProperty rule(String name, String value) {
        return CfnBucket.FilterRuleProperty.builder().name(name).value(value).build();
    }

    private void catalog() {
        for (String layer : Lake.LAYERS) {
            CfnDatabase database = CfnDatabase.Builder.create(
                            this, layer.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + layer.substring(1))
                    .catalogId(getAccount())
                    .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                            .name(lake.database(layer))
                            .description(
                                    "Tillstream " + settings().environment().prefix() + ", " + layer + " layer")
                            .locationUri("s3://" + lake.bucketName() + "/warehouse/" + layer + ".db")
                            .build())
                    .build();
            database.applyRemovalPolicy(dataRemoval());
        }
    }
}
