package io.tillstream.cli.loading;

import static io.tillstream.cli.loading.TableRow.day;
import static io.tillstream.cli.loading.TableRow.fact;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.cli.aws.Program;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.standins.redshift.LocalRedshift;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./tillstream load … --target aws:NAME} as an operator types it: the program as a process, the SDK over HTTP, S3 and the
 * Data API by their stand-ins, and the loader itself behind Lambda's protocol.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS ships the Java runtime client's native part for Linux only")
class DeployedLoadIT {
    private static final String BUCKET = "tillstream-dev-lake-" + FakeAws.ACCOUNT + "-us-east-1";
    private static final String[] TARGET = {"--target", "aws:tillstream-dev", "--database", "warehouse"};

    @TempDir
    private static Path directory;

    private static LocalRedshift redshift;
    private static LoaderProcess loader;
    private static FakeAws aws;

    @TempDir
    private Path work;

    private TestLake lake;

    @BeforeAll
    static void start() throws Exception {
        redshift = new LocalRedshift(directory);
        redshift.s3().createBucket(request -> request.bucket(BUCKET));
        loader = new LoaderProcess("loader", redshift.lake(), redshift.dataApi(), directory);
        aws = new FakeAws(loader);
        Warehouses.migrate(redshift);
    }

    @AfterAll
    static void stop() throws Exception {
        aws.close();
        loader.close();
        redshift.close();
    }

    @BeforeEach
    void empty() {
        Warehouses.empty(redshift);
        lake = new TestLake(redshift.s3(), directory);
    }

    @Test
    void aPauseEndsWithWhatWaits() throws Exception {
        lake.next(fact(1, 20240101, 0, "1", "USD", 1), day(20240101, "C", "1", 1))
                .publish();

        assertThat(load("pause", "--reason", "a resize", "--lake-bucket", TestLake.BUCKET)
                        .expect(0)
                        .output())
                .contains("To resume it: ./tillstream load resume --target aws:tillstream-dev");
        assertThat(load("redrive", "--lake-bucket", TestLake.BUCKET).expect(1).errors())
                .contains("Loading is paused since")
                .contains(": a resize. To resume, and load what is waiting: ./tillstream load resume --target"
                        + " aws:tillstream-dev");
        assertThat(Warehouses.ledger(redshift)).isEmpty();

        assertThat(load("resume", "--lake-bucket", TestLake.BUCKET).expect(0).output())
                .isEqualToIgnoringNewLines("Loaded load set 1; the warehouse has 1 facts.");
        assertThat(Warehouses.ledger(redshift)).containsExactly("1:1:1:1");
        assertThat(Warehouses.contents(redshift)).isEqualTo(lake.star());
    }

    @Test
    void aSetThatCannotBeLoadedIsSuperseded() throws Exception {
        var rows = new TableRow[] {fact(1, 20240101, 0, "1", "USD", 1), day(20240101, "C", "1", 1)};
        TestLake.Staged cut = lake.next(rows);
        cut.publish();
        byte[] whole = lake.get(cut.file(WarehouseTable.FACT_SALES));
        lake.put(cut.file(WarehouseTable.FACT_SALES), Arrays.copyOf(whole, whole.length - 1));

        assertThat(load("redrive", "--lake-bucket", TestLake.BUCKET).expect(3).errors())
                .contains("The Lambda tillstream-dev-loader failed: io.tillstream.loader.LoadSetRejectedException")
                .contains("aws logs tail /aws/lambda/tillstream-dev-loader");
        assertThat(load("status", "--lake-bucket", TestLake.BUCKET).expect(3).output())
                .contains("stopped: manual action needed")
                .contains("./tillstream load supersede 1 --reason TEXT --target aws:tillstream-dev");

        aws.job(() -> "FAILED");
        assertThat(load("supersede", "1", "--reason", "its file was cut", "--lake-bucket", TestLake.BUCKET)
                        .expect(1)
                        .errors())
                .contains("of the Glue job tillstream-dev-supersede ended FAILED")
                .contains("Gold has no such snapshot")
                .contains(
                        "aws logs tail /aws-glue/tillstream-dev/tillstream-dev-glue-role/tillstream-dev-glue-jobs/error");

        aws.job(() -> {
            lake.revision(1, 2, "its file was cut", rows).publish();
            return "SUCCEEDED";
        });
        assertThat(load("supersede", "1", "--reason", "its file was cut", "--lake-bucket", TestLake.BUCKET)
                        .expect(0)
                        .output())
                .contains("Published loads/00000000000000000001/batch.r2.json.")
                .contains("Loaded load set 1; the warehouse has 1 facts.");
        assertThat(aws.started())
                .last()
                .satisfies(request -> assertThat(request.path("Arguments"))
                        .isEqualTo(new ObjectMapper()
                                .createObjectNode()
                                .put("--load-set", "1")
                                .put("--reason", "its file was cut")));
        assertThat(Warehouses.ledger(redshift)).containsExactly("1:2:1:1");
        assertThat(Warehouses.contents(redshift)).isEqualTo(lake.star());
    }

    @Test
    void theLakeIsCalledLikeTheEnvironmentAccountAndRegion() throws Exception {
        load("pause").expect(0);

        assertThat(redshift.s3()
                        .getObjectAsBytes(request -> request.bucket(BUCKET).key("state/load-paused.json"))
                        .asUtf8String())
                .contains("\"since\"");
    }

    @Test
    void aLakeThatIsNotThereIsNamed() throws Exception {
        assertThat(load("status", "--lake-bucket", "nobodys-lake").expect(2).errors())
                .contains("there is no bucket nobodys-lake (use --lake-bucket to name another)");
    }

    @Test
    void theStatusShowsRunsLoadsAndTheNewestSale() throws Exception {
        lake.next(fact(1, 20240101, 0, "1", "USD", 1), day(20240101, "C", "1", 1))
                .publish();
        loader.invoke("{}");
        lake.next(fact(2, 20240102, 0, "2", "USD", 2), day(20240102, "C", "2", 2))
                .publish();
        aws.executions(
                "tillstream-dev-pipeline",
                "{\"name\":\"c\",\"status\":\"RUNNING\",\"startDate\":1700000120}",
                FakeAws.execution("b", "FAILED", 1_700_000_060),
                FakeAws.execution("a", "SUCCEEDED", 1_700_000_000));

        // Without reconciliation, which is a setting.
        Program.Outcome status = program("status", "--format", "csv", "--lake-bucket", TestLake.BUCKET);

        assertThat(status.expect(1).output().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("stage,state,lag,unit,fresh,last,last_error"),
                        line -> assertThat(line)
                                .matches("\"silver, gold\",\"failed, running\",,,\\d+ h ago,run c,"
                                        + "2023-11-14T22:14:20Z FAILED QualityGateBlocked: rule 3"),
                        line -> assertThat(line)
                                .matches("load,behind,1,load sets,\\d+ min ago,\"load set 1, batch 1\","),
                        line -> assertThat(line).matches("warehouse,,,,\\d+ h ago,1 facts,"));

        aws.executions("tillstream-dev-pipeline", FakeAws.execution("d", "SUCCEEDED", 1_700_000_180));
        aws.executions("tillstream-dev-reconcile", FakeAws.execution("e", "SUCCEEDED", 1_700_000_180));
        assertThat(program("status", "--lake-bucket", TestLake.BUCKET).expect(0).output())
                .containsPattern("silver, gold +up to date")
                .containsPattern("reconcile +balanced");
    }

    private Program.Outcome load(String command, String... options) throws Exception {
        return program(Stream.concat(Stream.of("load", command), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private Program.Outcome program(String... arguments) throws Exception {
        return new Program(work)
                .withRegion()
                .withCredentials()
                .with("AWS_ENDPOINT_URL", aws.endpoint())
                .with("AWS_ENDPOINT_URL_S3", redshift.lake())
                .with("AWS_ENDPOINT_URL_REDSHIFT_DATA", redshift.dataApi())
                .run(Stream.concat(Arrays.stream(arguments), Stream.of(TARGET)).toArray(String[]::new));
    }
}
