package io.tillstream.infra.lake;

import io.tillstream.infra.base.Statements;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * The lake, for those who read and write it.
 *
 * @param key encrypts all that is stored
 * @param bucketName the lake's bucket
 * @param bucketArn its ARN
 * @param namespacePrefix begins the names of the catalog's databases
 * @param loads gets a message for each published load set
 * @param deadLoads gets the messages that could not be handled
 */
public record Lake(
        IKey key, String bucketName, String bucketArn, String namespacePrefix, IQueue loads, IQueue deadLoads) {
    /** Layers that are databases of the catalog. */
    public static final List<String> LAYERS = List.of("silver", "gold");

    /** Id of the bucket's request metrics. */
    public static final String REQUEST_METRICS = "lake";

    /** Name of a layer's database. */
    public String database(String layer) {
        return namespacePrefix + layer;
    }

    /** Keys of the lake as IAM resources. */
    public List<String> objects(String... patterns) {
        return java.util.Arrays.stream(patterns)
                .map(pattern -> bucketArn + "/" + pattern)
                .toList();
    }

    /** Allows actions on objects of the lake. */
    public PolicyStatement allow(String sid, List<String> actions, String... patterns) {
        return Statements.allow(sid, actions, objects(patterns));
    }

    /**
     * Allows to list keys that begin with one of the prefixes. Without it S3 answers a HEAD of an absent object with 403
     * instead of 404; with it, it takes the object's key for the prefix (docs/reference/unproven.md).
     */
    public PolicyStatement allowList(String... prefixes) {
        return Statements.allow(
                "ListLake",
                List.of("s3:ListBucket"),
                List.of(bucketArn),
                java.util.Map.of(
                        "StringLike",
                        java.util.Map.of(
                                "s3:prefix",
                                java.util.Arrays.stream(prefixes)
                                        .map(prefix -> prefix + "*")
                                        .toList())));
    }

    /** Allows the key's use for reading objects: through S3 and nothing else. */
    public PolicyStatement allowDecrypt() {
        return throughService("DecryptLake", "s3", "kms:Decrypt");
    }

    /** Allows the key's use for reading and writing objects: through S3 and nothing else. */
    public PolicyStatement allowEncrypt() {
        return throughService("EncryptLake", "s3", "kms:Decrypt", "kms:GenerateDataKey");
    }

    /** Allows the key's use for reading a secret that it encrypts. */
    public PolicyStatement allowDecryptSecret() {
        return throughService("DecryptSecret", "secretsmanager", "kms:Decrypt");
    }

    /** Allows the key's use for reading messages of the queue of load sets. */
    public PolicyStatement allowDecryptMessages() {
        return throughService("DecryptMessages", "sqs", "kms:Decrypt");
    }

    /** Allows the key's use for moving messages from one queue to the other. */
    public PolicyStatement allowMoveMessages() {
        return throughService("MoveMessages", "sqs", "kms:Decrypt", "kms:GenerateDataKey");
    }

    private PolicyStatement throughService(String sid, String service, String... actions) {
        return Statements.allow(
                sid,
                List.of(actions),
                List.of(key.getKeyArn()),
                java.util.Map.of(
                        "StringEquals",
                        java.util.Map.of(
                                "kms:ViaService", service + "." + key.getEnv().getRegion() + ".amazonaws.com")));
    }
}
