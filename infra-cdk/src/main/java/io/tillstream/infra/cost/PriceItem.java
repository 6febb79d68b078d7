package io.tillstream.infra.cost;

import java.util.Locale;

/** What AWS charges for, as far as the pipeline uses it. The price file names each in lower case with hyphens. */
public enum PriceItem {
    MSK_SERVERLESS_CLUSTER_HOUR,
    MSK_SERVERLESS_PARTITION_HOUR,
    MSK_SERVERLESS_IN_GB,
    MSK_SERVERLESS_OUT_GB,
    MSK_STORAGE_GB_MONTH,
    MSK_EXPRESS_LARGE_HOUR,
    MSK_EXPRESS_IN_GB,
    MSK_STANDARD_SMALL_HOUR,
    MSK_STANDARD_LARGE_HOUR,
    CROSS_ZONE_GB,
    FARGATE_VCPU_HOUR,
    FARGATE_GB_HOUR,
    ENDPOINT_ZONE_HOUR,
    ENDPOINT_GB,
    S3_STANDARD_GB_MONTH,
    S3_GLACIER_INSTANT_GB_MONTH,
    S3_PUT_THOUSAND,
    S3_GET_THOUSAND,
    GLUE_DPU_HOUR,
    STATES_THOUSAND,
    REDSHIFT_RPU_HOUR,
    REDSHIFT_STORAGE_GB_MONTH,
    LAMBDA_GB_SECOND,
    LAMBDA_MILLION,
    LOGS_GB,
    METRIC_MONTH,
    ALARM_MONTH,
    DASHBOARD_MONTH,
    KMS_KEY_MONTH,
    KMS_TEN_THOUSAND,
    SECRET_MONTH;

    /** Returns its name in a price file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
