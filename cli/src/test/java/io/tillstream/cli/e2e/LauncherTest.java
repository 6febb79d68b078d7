package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.process.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tillstream} says before there is a Java program to say it. */
class LauncherTest {
    @TempDir
    Path temp;

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        assertRefused(
                Map.of("JAVA_HOME", temp.resolve("gone").toString()), temp.resolve("gone") + ", which has no bin/java");
    }

    @Test
    void anotherJavaIsRefusedWithTheReason() throws Exception {
        Path home = javaHome("21.0.2");

        assertRefused(Map.of("JAVA_HOME", home.toString()), "java is version 21. Tillstream needs a JDK 17");
    }

    @Test
    void aJavaHomeThatCannotSayItsVersionIsRefused() throws Exception {
        Path home = javaHome("21.0.2");
        Files.delete(home.resolve("release"));

        assertRefused(Map.of("JAVA_HOME", home.toString()), "is version unknown");
    }

    @Test
    void noJavaAtAllIsSaidSo() throws Exception {
        // A PATH with everything that the script needs, and no java.
        Path tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : new String[] {"sh", "dirname", "readlink", "sed"}) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }

        assertRefused(Map.of("PATH", tools.toString()), "There is no java on the PATH and JAVA_HOME is not set");
    }

    private Path javaHome(String version) throws IOException {
        Path java = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(temp.resolve("jdk/release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return temp.resolve("jdk");
    }

    private static void assertRefused(Map<String, String> environment, String message) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/sh", Installation.current().root().resolve("tillstream").toString(), "--version");
        builder.redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(2);
        assertThat(output).contains(message);
    }
}
