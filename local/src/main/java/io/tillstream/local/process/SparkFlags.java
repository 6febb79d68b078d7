package io.tillstream.local.process;

import io.tillstream.standins.postgres.WarehouseDatabase;
import io.tillstream.standins.spark.JobLoopMain;
import io.tillstream.standins.spark.SparkJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JVM flags and session settings of the local Spark process. On AWS Glue the same settings come as {@code --conf} arguments
 * of the job, with {@code type=glue} for the catalog; the jobs read what they find.
 */
final class SparkFlags {
    private SparkFlags() {}

    static List<String> of(PortPlan ports, String bucket, Path scratch) {
        List<String> flags = new ArrayList<>(SparkJvm.flags());
        flags.add("-Dlog4j2.configurationFile=classpath:tillstream-spark-log4j2.properties");
        session(ports, bucket, scratch).forEach((key, value) -> flags.add("-D" + key + "=" + value));
        return flags;
    }

    /**
     * The line of {@link JobLoopMain#SETTINGS} with the catalog's password. It is not an argument, because other users can
     * see arguments.
     */
    static String secretSetting(String password) {
        return "spark.sql.catalog." + Programs.CATALOG + ".jdbc.password=" + password;
    }

    static Map<String, String> session(PortPlan ports, String bucket, Path scratch) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.master", "local[2]");
        conf.put("spark.app.name", "tillstream");
        conf.put("spark.ui.enabled", "false");
        conf.put("spark.sql.shuffle.partitions", "2");
        // Spark writes down the plan of each query for a user interface that is off; the short form costs least.
        conf.put("spark.sql.ui.explainMode", "simple");
        conf.put("spark.sql.session.timeZone", "UTC");
        // Everything of this instance stays in its data directory, so that a killed one leaves nothing elsewhere.
        conf.put("spark.local.dir", scratch.toString());
        conf.put("spark.hadoop.hadoop.tmp.dir", scratch.toString());
        conf.put("spark.sql.warehouse.dir", scratch.resolve("unused").toString());
        conf.put("spark.driver.host", "127.0.0.1");
        conf.put("spark.driver.bindAddress", "127.0.0.1");
        conf.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        String catalog = "spark.sql.catalog." + Programs.CATALOG;
        conf.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
        conf.put(catalog + ".type", "jdbc");
        // A cached table does not know a branch that a job has made since (write, audit, publish).
        conf.put(catalog + ".cache-enabled", "false");
        conf.put(catalog + ".uri", "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/catalog");
        conf.put(catalog + ".jdbc.user", WarehouseDatabase.USER);
        conf.put(catalog + ".jdbc.schema-version", "V1");
        conf.put(catalog + ".warehouse", "s3://" + bucket + "/warehouse");
        conf.put(catalog + ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        conf.put(catalog + ".s3.endpoint", StandInClients.s3Endpoint(ports));
        conf.put(catalog + ".s3.path-style-access", "true");
        conf.put(catalog + ".s3.access-key-id", StandInClients.CREDENTIAL);
        conf.put(catalog + ".s3.secret-access-key", StandInClients.CREDENTIAL);
        conf.put(catalog + ".client.region", StandInClients.REGION);
        String s3a = "spark.hadoop.fs.s3a.";
        conf.put(s3a + "endpoint", StandInClients.s3Endpoint(ports));
        conf.put(s3a + "endpoint.region", StandInClients.REGION);
        conf.put(s3a + "path.style.access", "true");
        conf.put(s3a + "connection.ssl.enabled", "false");
        conf.put(s3a + "access.key", StandInClients.CREDENTIAL);
        conf.put(s3a + "secret.key", StandInClients.CREDENTIAL);
        // As on Glue, where s3:// is the usual scheme.
        conf.put("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        return conf;
    }
}
