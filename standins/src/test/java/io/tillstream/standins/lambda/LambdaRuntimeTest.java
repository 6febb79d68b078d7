package io.tillstream.standins.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** In AWS's own runtime client; and in a plain JVM, as where that has no native library. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class LambdaRuntimeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Parameter
    boolean plain;

    @TempDir
    Path directory;

    @BeforeEach
    void choose() {
        assumeTrue(
                plain || NativeClientLibrary.isUsed(),
                "AWS ships the Java runtime client's native part for Linux only");
        System.setProperty(NativeClientLibrary.DO_WITHOUT, Boolean.toString(plain));
    }

    @AfterEach
    void restore() {
        System.clearProperty(NativeClientLibrary.DO_WITHOUT);
    }

    @Test
    void staysWarmSurvivesFailuresAndIsReplacedWhenItDies() throws Exception {
        long lastPid;
        try (LambdaRuntime runtime = LambdaRuntime.start(function(TestHandler.class))) {
            JsonNode first = answer(runtime);
            assertThat(first.path("calls").asText()).isEqualTo("1");
            assertThat(first.path("function").asText()).isEqualTo("tested");
            assertThat(first.path("memory").asText()).isEqualTo("512");
            assertThat(first.path("region").asText()).isEqualTo("eu-central-1");
            assertThat(first.path("setting").asText()).isEqualTo("given");
            assertThat(first.path("home").asText())
                    .as("this process's environment stays here")
                    .isEqualTo("null");
            assertThat(first.path("remaining").asInt()).isBetween(20_000, 30_000);

            assertThatThrownBy(() -> runtime.invoke("{\"do\":\"throw\"}", TIMEOUT))
                    .isInstanceOfSatisfying(
                            LambdaInvocationException.class,
                            e -> assertThat(e.errorType()).isEqualTo("java.lang.IllegalStateException"))
                    .hasMessage("as told");

            JsonNode second = answer(runtime);
            assertThat(second.path("calls").asText()).isEqualTo("3");
            assertThat(second.path("pid")).isEqualTo(first.path("pid"));

            assertThatThrownBy(() -> runtime.invoke("{\"do\":\"exit\"}", TIMEOUT))
                    .isInstanceOfSatisfying(
                            LambdaInvocationException.class,
                            e -> assertThat(e.errorType()).isEqualTo(LambdaInvocationException.EXITED))
                    .hasMessageContaining("exit status 3");

            JsonNode third = answer(runtime);
            assertThat(third.path("calls").asText()).isEqualTo("1");
            assertThat(third.path("pid")).isNotEqualTo(first.path("pid"));

            assertThatThrownBy(() -> runtime.invoke("{\"do\":\"hang\"}", Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            LambdaInvocationException.class,
                            e -> assertThat(e.errorType()).isEqualTo(LambdaInvocationException.TIMED_OUT))
                    .hasMessage("Task timed out after 0.30 seconds");
            assertThat(isAlive(third.path("pid").asLong())).isFalse();

            lastPid = answer(runtime).path("pid").asLong();
            assertThat(isAlive(lastPid)).isTrue();
        }
        assertThat(isAlive(lastPid)).as("closed without an orphan").isFalse();
        assertThat(Files.readString(directory.resolve("logs/tested.log"))).contains("answering call 1");
    }

    @Test
    void reportsAFunctionThatCannotBeCreated() throws Exception {
        try (LambdaRuntime runtime = LambdaRuntime.start(function(BrokenHandler.class))) {
            assertThatThrownBy(() -> runtime.invoke("\"x\"", TIMEOUT))
                    .isInstanceOf(LambdaInvocationException.class)
                    .hasMessageContaining("TILLSTREAM_WORKGROUP is missing");
        }
    }

    @Test
    void checksTheFunctionsConfiguration() {
        assertThatThrownBy(() -> new LambdaFunction("no name", "h", "", Map.of(), 512, directory))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LambdaFunction("name", "h", "", Map.of(), 64, directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128");
    }

    private static JsonNode answer(LambdaRuntime runtime) throws Exception {
        return new ObjectMapper().readTree(runtime.invoke("{\"do\":\"answer\"}", TIMEOUT));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private LambdaFunction function(Class<?> handler) {
        return new LambdaFunction(
                "tested",
                handler.getName(),
                System.getProperty("java.class.path"),
                Map.of("AWS_REGION", "eu-central-1", "TILLSTREAM_SETTING", "given"),
                512,
                directory.resolve("logs/tested.log"));
    }
}
