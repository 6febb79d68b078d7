package io.tillstream.infra.settings;

import java.util.Optional;

/**
 * The lake.
 *
 * @param bronzeColdDays days until Bronze moves to a colder class that reads at once; 0: never
 * @param undeleteDays days for which replaced versions are kept, outside Bronze and load sets
 * @param requestMetrics whether S3 counts requests and errors, which costs and which an alarm on throttling needs
 * @param copy where Bronze and the state are copied to
 * @param lakeFormation whether the jobs need grants of Lake Formation, because IAM alone gives them no tables
 */
public record LakeSettings(
        int bronzeColdDays, int undeleteDays, boolean requestMetrics, Optional<Copy> copy, boolean lakeFormation) {
    /**
     * A copy of what cannot be made again from anything else.
     *
     * @param bucket existing bucket in another region, with versioning
     * @param keyArn key that encrypts the copies there
     */
    public record Copy(String bucket, String keyArn) {}

    static LakeSettings from(Values values, Problems problems) {
        return new LakeSettings(
                values.number(Setting.BRONZE_COLD_DAYS, 0, 3650),
                values.number(Setting.UNDELETE_DAYS, 1, 365),
                values.flag(Setting.LAKE_REQUEST_METRICS),
                copy(values, problems),
                values.flag(Setting.LAKE_FORMATION));
    }

    private static Optional<Copy> copy(Values values, Problems problems) {
        Optional<String> bucket =
                values.optional(Setting.COPY_BUCKET, "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "is not the name of a bucket");
        Optional<String> key = values.optional(
                Setting.COPY_KEY_ARN,
                "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[0-9a-z-]+",
                "is not the ARN of a key");
        problems.require(
                bucket.isPresent() == key.isPresent(),
                Setting.COPY_BUCKET,
                bucket.orElse(""),
                "and copy-key-arn must be given together");
        return bucket.isPresent() && key.isPresent()
                ? Optional.of(new Copy(bucket.get(), key.get()))
                : Optional.empty();
    }
}
