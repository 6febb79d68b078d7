package io.tillstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.operations.command.CommandException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    Path root;

    @Test
    void findsTheJarOfWhateverVersion() throws IOException {
        Path jar = file("producer/target/producer-9.8.7.jar", "");
        file("producer/target/producer-9.8.7-sources.jar", "");
        file("producer/target/producer-9.8.7-aws.jar", "");
        file("producer/target/producer-9.8.7-tests.jar", "");
        file("producer/target/runtime-classpath.txt", "/m2/a.jar" + File.pathSeparator + "/m2/b.jar\n");

        assertThat(new Installation(root).classPath("producer"))
                .isEqualTo(String.join(File.pathSeparator, jar.toString(), "/m2/a.jar", "/m2/b.jar"));
    }

    @Test
    void takesTheJarsOfModulesFromThisCheckoutWhereverTheyWereBuilt() throws IOException {
        Path jar = file("local/target/local-1.0.jar", "");
        file("standins/pom.xml", "");
        String library = "/home/x/repository/target/target-1.0.jar";
        file(
                "local/target/runtime-classpath.txt",
                "/old/clone/standins/target/standins-1.0.jar" + File.pathSeparator + library);

        assertThat(new Installation(root).classPath("local"))
                .isEqualTo(String.join(
                        File.pathSeparator,
                        jar.toString(),
                        root.resolve("standins/target/standins-1.0.jar").toString(),
                        library));
    }

    @Test
    void saysWhichModuleIsNotBuilt() throws IOException {
        assertThatThrownBy(() -> new Installation(root).jar("glue-jobs"))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("Module glue-jobs is not built")
                .hasMessageContaining("./mvnw");

        file("glue-jobs/target/glue-jobs-1.0.jar", "");
        assertThatThrownBy(() -> new Installation(root).classPath("glue-jobs"))
                .hasMessageContaining("runtime-classpath.txt is missing");
    }

    @Test
    void twoVersionsAreAmbiguous() throws IOException {
        file("producer/target/producer-1.0.jar", "");
        file("producer/target/producer-1.1.jar", "");

        assertThatThrownBy(() -> new Installation(root).jar("producer")).hasMessageContaining("clean package");
    }

    private Path file(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        return Files.writeString(root.resolve(name), text);
    }
}
