package io.tillstream.glue;

import static io.tillstream.glue.gold.TestSale.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.audit.AuditRun;
import io.tillstream.glue.gold.TestSilver;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.TestSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several environments in one catalog, as in one AWS account: each sees its own tables only. */
class NamespacePrefixTest {
    @TempDir
    private Path directory;

    @BeforeEach
    @AfterEach
    void nothingIsLeft() {
        for (String namespace : new String[] {"one_silver", "one_gold", "two_silver", "two_gold"}) {
            TestSession.spark().sql("CREATE NAMESPACE IF NOT EXISTS lake." + namespace);
            for (Row table :
                    TestSession.spark().sql("SHOW TABLES IN lake." + namespace).collectAsList()) {
                TestSession.spark().sql("DROP TABLE lake." + namespace + "." + table.getString(1) + " PURGE");
            }
            TestSession.spark().sql("DROP NAMESPACE lake." + namespace);
        }
    }

    @Test
    void twoEnvironmentsShareACatalog() {
        Lake one = lake("one");
        Lake two = lake("two");
        new TestSilver(one).publish(sale(1), sale(2));
        new TestSilver(two).publish(sale(3));
        assertThat(gold(one)).contains("\"fact_rows\":2");
        assertThat(gold(two)).contains("\"fact_rows\":1");
        assertThat(new AuditRun(one).at(1).gold().rows()).isEqualTo(2);
        assertThat(new AuditRun(two).at(1).gold().rows()).isEqualTo(1);
        assertThat(TestSession.spark().table("lake.one_gold.fact_sales").count())
                .isEqualTo(2);
    }

    @Test
    void theArgumentNamesThePrefix() {
        Lake lake = Lake.open(
                JobArguments.of(Map.of(), "--namespace-prefix", "tillstream_dev_"), new FileObjectStore(directory));
        assertThat(lake.identifier("silver.decisions")).isEqualTo("lake.tillstream_dev_silver.decisions");
        assertThat(Lake.open(JobArguments.of(Map.of()), new FileObjectStore(directory))
                        .identifier("silver.decisions"))
                .isEqualTo("lake.silver.decisions");
        assertThatThrownBy(() -> Lake.open(
                        JobArguments.of(Map.of(), "--namespace-prefix", "dev.x; DROP"), new FileObjectStore(directory)))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("--namespace-prefix");
    }

    private Lake lake(String environment) {
        Path bucket = directory.resolve(environment);
        assertThat(bucket.toFile().mkdir()).isTrue();
        return new Lake(Lake.session(), "lake", environment + "_", new FileObjectStore(bucket));
    }

    private static String gold(Lake lake) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GoldJob.run(
                JobResult.started("gold"),
                lake,
                "lake",
                ZoneOffset.UTC,
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
