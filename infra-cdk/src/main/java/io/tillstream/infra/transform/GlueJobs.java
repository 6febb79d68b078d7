package io.tillstream.infra.transform;

import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.settings.TransformSettings;
import io.tillstream.infra.settings.TransformSettings.GlueLaunch;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.iam.IRole;

/**
 * Makes the Glue jobs.
 *
 * @param stack gets them
 * @param prefix of their names
 * @param settings how they run
 * @param lake what they work on
 * @param role as whom they run
 * @param securityConfiguration how Glue encrypts what it writes itself
 * @param code where jar and scripts lie
 */
record GlueJobs(
        Stack stack,
        String prefix,
        TransformSettings settings,
        Lake lake,
        IRole role,
        String securityConfiguration,
        GlueCode code) {
    /** Iceberg catalog of the jobs; also their {@code --catalog}. */
    static final String CATALOG = "lake";

    private static final String GLUE_VERSION = "5.1";

    /**
     * Makes one job.
     *
     * @param job name of the job: its Java main is {@code io.tillstream.glue.<job>Job}
     * @param arguments its own arguments
     */
    CfnJob create(String job, Map<String, String> arguments) {
        return CfnJob.Builder.create(stack, job)
                .name(name(job))
                .role(role.getRoleArn())
                .glueVersion(GLUE_VERSION)
                .command(CfnJob.JobCommandProperty.builder()
                        .name("glueetl")
                        .scriptLocation(
                                code.script(settings.launch() == GlueLaunch.JAVA ? "Placeholder" : job + "Launcher"))
                        .build())
                .defaultArguments(arguments(job, arguments))
                .executionProperty(CfnJob.ExecutionPropertyProperty.builder()
                        .maxConcurrentRuns(1)
                        .build())
                .jobRunQueuingEnabled(false)
                .maxRetries(0)
                .numberOfWorkers(settings.maxWorkers())
                .workerType(settings.worker())
                .timeout(settings.timeoutMinutes())
                .securityConfiguration(securityConfiguration)
                .build();
    }

    String name(String job) {
        return prefix + "-" + job.toLowerCase(java.util.Locale.ROOT);
    }

    private Map<String, Object> arguments(String job, Map<String, String> own) {
        Map<String, Object> all = new TreeMap<>(own);
        all.put("--lake-bucket", lake.bucketName());
        all.put("--catalog", CATALOG);
        all.put("--namespace-prefix", lake.namespacePrefix());
        all.put("--job-language", "scala");
        all.put(
                "--class",
                settings.launch() == GlueLaunch.JAVA ? "io.tillstream.glue." + job + "Job" : job + "Launcher");
        all.put("--extra-jars", code.jar());
        all.put("--datalake-formats", "iceberg");
        all.put("--conf", sparkConfiguration());
        all.put("--enable-auto-scaling", "true");
        all.put("--enable-metrics", "true");
        all.put("--enable-observability-metrics", "true");
        all.put("--custom-logGroup-prefix", "/aws-glue/" + prefix);
        return all;
    }

    /** One argument holds all properties: Glue takes {@code --conf} once, and static ones count only there. */
    private String sparkConfiguration() {
        String catalog = "spark.sql.catalog." + CATALOG;
        return String.join(
                " --conf ",
                "spark.sql.extensions=org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                catalog + "=org.apache.iceberg.spark.SparkCatalog",
                catalog + ".catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog",
                catalog + ".io-impl=org.apache.iceberg.aws.s3.S3FileIO",
                catalog + ".warehouse=s3://" + lake.bucketName() + "/warehouse",
                catalog + ".glue.skip-archive=true",
                // A cached table does not know a branch that a job has made since (write, audit, publish).
                catalog + ".cache-enabled=false",
                "spark.sql.session.timeZone=UTC");
    }
}
