package io.tillstream.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.process.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./tillstream} says before there is a Java program to say it. */
class LauncherTest {
    @TempDir
    Path temp;

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        assertRefused(
                Map.of("JAVA_HOME", temp.resolve("gone").toString()), temp.resolve("gone") + ", which has no bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"21.0.2", "25"})
    void anotherJavaIsRefusedWithTheReasonWhereNo17CanBeFound(String version) throws Exception {
        Path home = javaHome(version);

        assertRefused(
                Map.of("JAVA_HOME", home.toString(), "TILLSTREAM_JDKS", temp.toString()),
                "JAVA_HOME is " + home + ", which is version " + version.replaceFirst("\\..*", "")
                        + ". Tillstream needs a JDK 17");
    }

    @Test
    void a17InTheUsualPlacesIsTakenInsteadOfAnotherJava() throws Exception {
        Path home = javaHome("21.0.2");
        Path jdks = Files.createDirectory(temp.resolve("jdks"));
        Files.createSymbolicLink(jdks.resolve("seventeen"), Path.of(System.getProperty("java.home")));

        // A clone in which nothing can be built: that it gets so far says that it has found its Java.
        String output = run(emptyClone(), Map.of("JAVA_HOME", home.toString(), "TILLSTREAM_JDKS", jdks.toString()));

        assertThat(output).contains("Building Tillstream").doesNotContain("needs a JDK 17");
    }

    @Test
    void aJavaHomeThatCannotSayItsVersionIsRefused() throws Exception {
        Path home = javaHome("21.0.2");
        Files.delete(home.resolve("release"));

        assertRefused(Map.of("JAVA_HOME", home.toString(), "TILLSTREAM_JDKS", temp.toString()), "is version unknown");
    }

    @Test
    void noJavaAtAllIsSaidSo() throws Exception {
        // A PATH with everything that the script needs, and no java.
        Path tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : new String[] {"sh", "dirname", "readlink", "sed", "tr", "head"}) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }

        assertRefused(
                Map.of("PATH", tools.toString(), "TILLSTREAM_JDKS", temp.toString()),
                "There is no java on the PATH and JAVA_HOME is not set");
    }

    @Test
    void aPathWithAColonIsRefusedWithTheReason() throws Exception {
        Path clone = Files.createDirectory(temp.resolve("a:b"));
        Files.copy(script(), clone.resolve("tillstream"));

        assertThat(run(clone, Map.of())).contains("cannot hold a colon");
    }

    private Path emptyClone() throws IOException {
        Path clone = Files.createDirectory(temp.resolve("clone"));
        Files.copy(script(), clone.resolve("tillstream"));
        return clone;
    }

    private static Path script() {
        return Installation.current().root().resolve("tillstream");
    }

    private Path javaHome(String version) throws IOException {
        Path java = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(temp.resolve("jdk/release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return temp.resolve("jdk");
    }

    private static void assertRefused(Map<String, String> environment, String message) throws Exception {
        assertThat(run(Installation.current().root(), environment, 2)).contains(message);
    }

    private static String run(Path clone, Map<String, String> environment) throws Exception {
        return run(clone, environment, -1);
    }

    private static String run(Path clone, Map<String, String> environment, int expectedOrAny) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", clone.resolve("tillstream").toString(), "--version");
        builder.redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (expectedOrAny >= 0) {
            assertThat(code).as(output).isEqualTo(expectedOrAny);
        } else {
            assertThat(code).as(output).isNotZero();
        }
        return output;
    }
}
