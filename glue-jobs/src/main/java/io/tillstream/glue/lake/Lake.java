package io.tillstream.glue.lake;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.glue.JobArguments;
import io.tillstream.lake.BucketNames;
import io.tillstream.lake.error.RetryableException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;

/**
 * The session of a job together with the catalog and the bucket it works on. The session is shared with the jobs before
 * and after in the same JVM, so nothing here stops it.
 *
 * @param spark the running session
 * @param catalog name of the Iceberg catalog in the Spark configuration
 * @param namespacePrefix begins the namespaces {@code silver} and {@code gold} in the catalog, so that several
 *     environments can share one; empty for none
 * @param store the lake's bucket
 */
public record Lake(SparkSession spark, String catalog, String namespacePrefix, ObjectStore store) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,127}");
    private static final Pattern NAMESPACE_PREFIX = Pattern.compile("([a-z][a-z0-9_]{0,63})?");

    /** What every table of the lake is (docs/reference/contracts.md, section 3). */
    private static final Map<String, String> TABLE_PROPERTIES = Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            "write.delete.mode", "copy-on-write",
            "write.update.mode", "copy-on-write",
            "write.merge.mode", "copy-on-write",
            // Every commit writes the table's whole metadata anew: without these, what is kept grows with the square of
            // time.
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20",
            "write.metadata.compression-codec", "gzip");

    /** Checks that the names are ones that SQL can carry. */
    public Lake {
        require(catalog);
        if (!NAMESPACE_PREFIX.matcher(namespacePrefix).matches()) {
            throw new IllegalArgumentException("not a prefix that SQL may carry: " + namespacePrefix);
        }
    }

    /** A lake whose namespaces have no prefix. */
    public Lake(SparkSession spark, String catalog, ObjectStore store) {
        this(spark, catalog, "", store);
    }

    /** Connects to the bucket {@code --lake-bucket}; the caller closes it when the job is done. */
    public static S3ObjectStore store(JobArguments arguments) {
        return S3ObjectStore.connect(arguments.text("lake-bucket", BucketNames.FORM));
    }

    /**
     * Opens the lake of {@code --catalog} (default {@code lake}) and {@code --namespace-prefix} (default none) on the
     * session that runs already or that the {@code spark.*} system properties describe.
     */
    public static Lake open(JobArguments arguments, ObjectStore store) {
        String catalog = arguments.text("catalog", IDENTIFIER, "lake");
        return new Lake(session(), catalog, arguments.text("namespace-prefix", NAMESPACE_PREFIX, ""), store);
    }

    /** As {@link #open(JobArguments, ObjectStore)}, connected to {@code --lake-bucket}. */
    public static Lake open(JobArguments arguments) {
        return open(arguments, store(arguments));
    }

    /** Returns the running session, else a new one from the {@code spark.*} system properties; its SQL time zone is UTC. */
    public static SparkSession session() {
        SparkSession spark = SparkSession.builder().getOrCreate();
        spark.conf().set("spark.sql.session.timeZone", "UTC");
        return spark;
    }

    /** Returns the table's full name for SQL, for example {@code lake.gold.fact_sales}; with a prefix, {@code lake.dev_gold.fact_sales}. */
    public String identifier(String table) {
        for (String part : table.split("\\.", -1)) {
            require(part);
        }
        return catalog + "." + namespacePrefix + table;
    }

    /**
     * Finds a table by its name in the catalog.
     *
     * @param table namespace without prefix, and name, for example {@code gold.fact_sales}
     */
    public Optional<LakeTable> find(String table) {
        String identifier = identifier(table);
        try {
            Table loaded = Spark3Util.loadIcebergTable(spark, identifier);
            // A catalog that caches tables would give an old state; another process may have committed since.
            loaded.refresh();
            return Optional.of(new LakeTable(this, table, loaded));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a table name: " + identifier, e);
        }
    }

    /**
     * Returns the table, created with its namespace where it does not exist yet. An existing table gets the properties,
     * columns and wider decimals that it lacks.
     *
     * @param table namespace and name, for example {@code gold.fact_sales}
     * @param schema its columns
     * @param partitioning Spark SQL's transforms, for example {@code months(order_date)}; empty for none
     * @param properties table properties beyond those that all tables have
     */
    public LakeTable findOrCreate(
            String table, StructType schema, String partitioning, Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(TABLE_PROPERTIES);
        all.putAll(properties);
        Optional<LakeTable> found = find(table);
        if (found.isPresent()) {
            return found.get().upgrade(schema, all);
        }
        String list = all.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "' = '" + entry.getValue() + "'")
                .collect(Collectors.joining(", "));
        spark.sql("CREATE NAMESPACE IF NOT EXISTS " + identifier(table.substring(0, table.lastIndexOf('.'))));
        spark.sql("CREATE TABLE IF NOT EXISTS " + identifier(table) + " (" + schema.toDDL() + ") USING iceberg"
                + (partitioning.isEmpty() ? "" : " PARTITIONED BY (" + partitioning + ")") + " TBLPROPERTIES (" + list
                + ")");
        return find(table)
                .orElseThrow(() -> new RetryableException(
                        identifier(table) + " was created but cannot be found; run the job again", null));
    }

    private static void require(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name that SQL may carry: " + name);
        }
    }
}
