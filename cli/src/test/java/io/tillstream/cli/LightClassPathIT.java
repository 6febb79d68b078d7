package io.tillstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.process.Installation;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The class path of help and of the commands about AWS: small, and without what only this machine's pipeline needs. */
class LightClassPathIT {
    private static final long MOST_BYTES = 40_000_000;

    private static List<Path> classPath() {
        return Stream.of(Installation.current().classPath("cli").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    @Test
    void itHasAtMost40Megabytes() throws IOException {
        long bytes = 0;
        for (Path jar : classPath()) {
            bytes += Files.size(jar);
        }

        assertThat(bytes).isBetween(10_000_000L, MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.tillstream.standins.process.ChildMain",
                "io.tillstream.local.pipeline.LocalRun",
                "io.tillstream.chaos.Chaos",
                "org.apache.kafka.clients.admin.Admin",
                "kafka.server.KafkaRaftServer",
                "org.apache.spark.SparkContext",
                "org.postgresql.Driver",
                "io.zonky.test.db.postgres.embedded.EmbeddedPostgres",
                "org.gaul.s3proxy.S3Proxy",
                "org.apache.hadoop.fs.FileSystem",
                "software.amazon.awscdk.App"
            })
    void itHasNotThisClass(String name) throws IOException {
        try (URLClassLoader light = light()) {
            assertThat(light.getResource(name.replace('.', '/') + ".class")).isNull();
        }
    }

    static Stream<List<String>> commands() {
        CommandLine root = TillstreamMain.commandLine(Map.of());
        Stream<List<String>> nested = root.getSubcommands().get("load").getSubcommands().keySet().stream()
                .map(name -> List.of("load", name));
        return Stream.of(
                        Stream.of(List.<String>of()),
                        root.getSubcommands().keySet().stream()
                                .filter(name ->
                                        !LauncherCommands.withTheirOwnHelp().contains(name))
                                .map(List::of),
                        nested)
                .flatMap(commands -> commands);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfEveryCommandNeedsNoMore(List<String> command) throws Exception {
        String help = run(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(help).contains(command.isEmpty() ? "Usage: tillstream" : "tillstream " + String.join(" ", command));
    }

    @Test
    void completionVersionAndTheListOfQueriesNeedNoMore() throws Exception {
        assertThat(run("completion")).contains("complete");
        assertThat(run("--version")).matches("tillstream \\d.*\\R");
        assertThat(run("query", "--list")).contains("revenue_by_category");
    }

    /** Runs the program on this class path alone, whatever else the test has on its own. */
    private static String run(String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (URLClassLoader light = light();
                PrintStream capture = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Object commands = light.loadClass(TillstreamMain.class.getName())
                    .getMethod("commandLine", Map.class)
                    .invoke(null, Map.of());
            Object code =
                    commands.getClass().getMethod("execute", String[].class).invoke(commands, (Object) arguments);
            assertThat(code).isEqualTo(0);
        } catch (InvocationTargetException e) {
            throw new AssertionError(String.join(" ", arguments) + " needs more than the light class path", e);
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static URLClassLoader light() throws MalformedURLException {
        URL[] jars = new URL[classPath().size()];
        for (int i = 0; i < jars.length; i++) {
            URI jar = classPath().get(i).toUri();
            jars[i] = jar.toURL();
        }
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }
}
