package io.tillstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.process.ChildMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With small real child JVMs. */
@Timeout(60)
class SupervisorTest {
    @TempDir
    Path logs;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Supervisor supervisor;

    @BeforeEach
    void create() {
        supervisor = new Supervisor(logs);
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void outputGoesToTheListenerAndToTheLog() throws Exception {
        ChildProcess child = supervisor.startBrief(spec("talker", "say", "one", "two"), lines::add);

        assertThat(child.awaitExit()).isZero();
        assertThat(lines).containsExactly("one", "two");
        assertThat(logs.resolve("talker.log")).hasContent("one\ntwo\n");
        supervisor.check();
    }

    @Test
    void aChildThatDiesUnaskedIsReportedWithItsLog() {
        supervisor.start(spec("mayfly", "die", "No space left on device"), lines::add);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(supervisor::check)
                        .isInstanceOf(CommandException.Failed.class)
                        .hasMessageContaining("mayfly ended unexpectedly with exit code 7")
                        .hasMessageContaining(logs.resolve("mayfly.log").toString())
                        .hasMessageContaining("The disk is full"));
    }

    @Test
    void theDeathOfAProcessThatIsNoChildIsNamedToo() throws Exception {
        Path log = Files.writeString(logs.resolve("other.log"), "the last line\n");
        Process other = new ProcessBuilder("sleep", "60").start();
        supervisor.watch("PostgreSQL", other.toHandle(), log);
        supervisor.check();

        other.destroyForcibly().waitFor();

        assertThat(supervisor.explain(new IllegalStateException("connection refused")))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("PostgreSQL ended unexpectedly")
                .hasMessageContaining(log.toString())
                .hasMessageContaining("the last line");
    }

    @Test
    void closingStopsEveryChildAlsoOneThatIgnoresTerm() throws Exception {
        ChildProcess polite = supervisor.start(spec("polite", "wait"), lines::add);
        ChildProcess busy = supervisor.start(spec("busy", "wait"), lines::add);
        assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("waiting");
        assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("waiting");

        supervisor.close();

        assertThat(polite.process().isAlive()).isFalse();
        assertThat(busy.process().isAlive()).isFalse();
        supervisor.check();
        assertThatThrownBy(() -> supervisor.start(spec("late", "wait"), lines::add))
                .isInstanceOf(CommandException.Failed.class);
    }

    @Test
    void aChildThatIsStoppedHasTimeToFinishItsWork() throws Exception {
        ChildProcess child = supervisor.start(spec("tidy", "tidy"), lines::add);
        assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("waiting");

        child.requestStop();
        child.awaitStop(Duration.ofSeconds(10));

        assertThat(lines).containsExactly("tidied");
    }

    @Test
    void aChildHearsItsInput() throws Exception {
        ChildSpec spec =
                new ChildSpec("echo", classPath(), List.of(), SmallChild.class.getName(), List.of("echo"), Map.of());
        ChildProcess child = supervisor.start(spec, lines::add);
        child.send("a\tb");

        assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("a\tb");
    }

    @Test
    void theDevelopersOwnAwsSettingsDoNotReachChildren() throws Exception {
        ChildSpec spec = new ChildSpec(
                "env",
                classPath(),
                List.of(),
                SmallChild.class.getName(),
                List.of("environment"),
                Map.of("AWS_REGION", "us-east-1"));
        supervisor.startBrief(spec, lines::add).awaitExit();

        assertThat(lines).contains("AWS_REGION=us-east-1");
        assertThat(lines).noneMatch(line -> line.startsWith("TILLSTREAM_") || line.startsWith("AWS_PROFILE"));
    }

    @Test
    void childrenEndWhenTheirParentIsKilled() throws Exception {
        ChildProcess parent = supervisor.startBrief(spec("parent", "parent", logs.toString()), lines::add);
        long pid = Long.parseLong(lines.poll(30, TimeUnit.SECONDS));
        ProcessHandle grandchild = ProcessHandle.of(pid).orElseThrow();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(logs.resolve("grandchild.log"))
                        && Files.readString(logs.resolve("grandchild.log")).contains("waiting"));

        parent.process().destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).until(() -> !grandchild.isAlive());
    }

    static ChildSpec spec(String name, String... arguments) {
        return new ChildSpec(
                name,
                classPath(),
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                ChildMain.class.getName(),
                concat(SmallChild.class.getName(), arguments),
                Map.of());
    }

    private static List<String> concat(String first, String... rest) {
        List<String> all = new java.util.ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
