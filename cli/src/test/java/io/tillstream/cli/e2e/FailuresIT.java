package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees when a run cannot go on; and that it leaves no process. */
class FailuresIT {
    @TempDir
    Path work;

    private LocalProgram program;

    @BeforeEach
    void create() {
        program = new LocalProgram(work);
    }

    @AfterEach
    void close() throws InterruptedException {
        program.close();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(program.ports().dataApi(), 1, InetAddress.getLoopbackAddress())) {
            LocalProgram.Outcome outcome = program.local("--once").expect(1);

            assertThat(outcome.errors())
                    .contains("Port " + other.getLocalPort() + " (Redshift Data API) is in use")
                    .contains("--port-base");
        }
        assertThat(program.processesLeft()).isEmpty();
    }

    @Test
    void thePortOfPostgresInUseIsNamedToo() throws Exception {
        try (ServerSocket other = new ServerSocket(program.ports().postgres(), 1, InetAddress.getLoopbackAddress())) {
            LocalProgram.Outcome outcome = program.local("--once").expect(1);

            assertThat(outcome.errors())
                    .contains(Integer.toString(other.getLocalPort()))
                    .contains("--port-base");
        }
        assertThat(program.processesLeft()).isEmpty();
    }

    @Test
    void faultsOfAllSourcesAreNamedBeforeAnythingIsStarted() throws Exception {
        Path file = Files.writeString(work.resolve("sales.csv"), "a,b\n1,2\n");

        LocalProgram.Outcome outcome = program.local(
                        "--once",
                        "--source",
                        "no_such_mapping=" + file,
                        "--source",
                        "pizza_sales=" + file,
                        "--catalogue",
                        "hourly_orders_products=" + file)
                .expect(2);

        assertThat(outcome.errors().lines()).hasSize(3);
        assertThat(outcome.errors())
                .startsWith("error: ")
                .contains("no_such_mapping", "sales.csv: no column", "[a, b]");
        assertThat(outcome.output()).isEmpty();
        assertThat(program.dataDirectory()).doesNotExist();
        assertThat(program.processesLeft()).isEmpty();
    }

    @Test
    void aChildThatDiesStopsTheRunAndIsNamedWithItsLog() throws Exception {
        LocalProgram.Started run = program.startLocal("--once", "--simulate", "200000");
        Path ready = program.dataDirectory().resolve("logs/s3.log");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(ready) && Files.readString(ready).contains("READY"));
        program.processesLeft().stream()
                .filter(process -> LocalProgram.commandLine(process.pid()).contains("S3Main"))
                .forEach(ProcessHandle::destroyForcibly);

        LocalProgram.Outcome outcome = run.outcome().expect(1);

        assertThat(outcome.errors()).contains("s3 ended unexpectedly").contains(ready.toString());
        assertThat(program.processesLeft()).isEmpty();
        assertThat(program.run("status").expect(1).output().replaceAll("\\s+", " "))
                .contains("The last run failed at", "s3 ended unexpectedly");
    }
}
