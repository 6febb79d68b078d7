package io.tillstream.warehouse;

/**
 * Where COPY reads from and as whom.
 *
 * @param bucket the lake's bucket
 * @param roleArn the role of the Redshift namespace that may read the bucket
 */
public record CopySource(String bucket, String roleArn) {
    /**
     * Checks both names.
     *
     * @throws InvalidNameException if one is not of the form allowed in SQL
     */
    public CopySource {
        SqlNames.requireBucket(bucket);
        SqlNames.requireRoleArn(roleArn);
    }
}
