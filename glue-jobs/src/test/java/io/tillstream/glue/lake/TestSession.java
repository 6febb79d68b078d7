package io.tillstream.glue.lake;

import io.tillstream.aws.s3.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of this module's tests: Iceberg catalog {@code lake}, of type hadoop, in a temporary directory
 * that all tests share. A test that needs fresh tables drops them.
 */
public final class TestSession {
    private static final List<String> NAMESPACES = List.of("silver", "gold");
    private static final Path WAREHOUSE = temporary();
    private static final SparkSession SPARK = start();

    private TestSession() {}

    /** Returns the session. */
    public static SparkSession spark() {
        return SPARK;
    }

    /** Returns the lake over the shared catalog and the given bucket, with every table of it dropped. */
    public static Lake freshLake(ObjectStore store) {
        for (String namespace : NAMESPACES) {
            delete(WAREHOUSE.resolve(namespace));
            create(WAREHOUSE.resolve(namespace));
        }
        return new Lake(Lake.session(), "lake", store);
    }

    /**
     * As {@link #freshLake}, with the tables that {@code prepare} makes. It runs once; later lakes get a copy of what it
     * left, because making a dozen tables takes longer than most tests.
     */
    public static Lake preparedLake(ObjectStore store, String name, Consumer<Lake> prepare) {
        Lake lake = freshLake(store);
        Path copy = WAREHOUSE.resolve("prepared").resolve(name);
        boolean isFirst = Files.notExists(copy);
        if (isFirst) {
            prepare.accept(lake);
        }
        for (String namespace : NAMESPACES) {
            Path live = WAREHOUSE.resolve(namespace);
            copy(isFirst ? live : copy.resolve(namespace), isFirst ? copy.resolve(namespace) : live);
        }
        return lake;
    }

    private static void copy(Path from, Path to) {
        try (var paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SparkSession start() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("glue-jobs tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                // The tables of these tests have a handful of rows: what pays for itself on many only takes time here.
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.hadoop.fs.file.impl", QuietFileSystem.class.getName())
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
                .config("spark.sql.catalog.lake.type", "hadoop")
                .config("spark.sql.catalog.lake.cache-enabled", "false")
                .config("spark.sql.catalog.lake.warehouse", WAREHOUSE.toString())
                .config("spark.sql.catalog.lake.lock.acquire-interval-ms", "50")
                .config("spark.sql.warehouse.dir", WAREHOUSE.resolve("spark").toString())
                .getOrCreate();
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("tillstream-lake");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            paths.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
