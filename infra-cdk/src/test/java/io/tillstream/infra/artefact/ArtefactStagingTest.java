package io.tillstream.infra.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactStagingTest {
    @TempDir
    private Path root;

    @BeforeEach
    void aBuiltProject() throws IOException {
        Files.createDirectories(root.resolve("data-quality/src/main/resources/io/tillstream/quality"));
        built("glue-jobs-0.1.0-SNAPSHOT-aws.jar", "glue-jobs");
        built("lambda-loader-0.1.0-SNAPSHOT.jar", "lambda-loader", "slf4j-api-2.0.20.jar");
        built("producer-0.1.0-SNAPSHOT.jar", "producer", "commons-lang3-3.20.0.jar", "log4j-1.2-api-2.24.jar");
        built("s3-writer-0.1.0-SNAPSHOT.jar", "s3-writer", "commons-lang3-3.20.0.jar", "log4j-api-2.24.jar");
    }

    @Test
    void theImageHasTheJarsOfBothPrograms() throws IOException {
        Artefacts artefacts = staging().gather();

        try (Stream<Path> jars = Files.list(artefacts.image().resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "commons-lang3-3.20.0.jar",
                            "log4j-1.2-api-2.24.jar",
                            "log4j-api-2.24.jar",
                            "producer-0.1.0-SNAPSHOT.jar",
                            "s3-writer-0.1.0-SNAPSHOT.jar");
        }
    }

    /** {@code -cp lib/*} takes jars in the order of the directory: which of two versions runs would be chance. */
    @Test
    void twoVersionsOfOneLibraryAreRefused() throws IOException {
        built("s3-writer-0.1.0-SNAPSHOT.jar", "s3-writer", "commons-lang3-3.12.0.jar");

        assertThatThrownBy(() -> staging().gather())
                .isInstanceOf(MissingArtefactException.class)
                .hasMessageContaining("commons-lang3-3.12.0.jar")
                .hasMessageContaining("commons-lang3-3.20.0.jar")
                .hasMessageContaining("dependencyManagement");
    }

    private ArtefactStaging staging() {
        return new ArtefactStaging(root, root.resolve("staging"));
    }

    private void built(String jar, String module, String... classPath) throws IOException {
        Path target = Files.createDirectories(root.resolve(module).resolve("target"));
        Files.writeString(target.resolve(jar), "");
        Path libraries = Files.createDirectories(target.resolve("libraries"));
        for (String library : classPath) {
            Files.writeString(libraries.resolve(library), "");
        }
        Files.writeString(
                target.resolve("runtime-classpath.txt"),
                Arrays.stream(classPath)
                        .map(library -> libraries.resolve(library).toString())
                        .collect(Collectors.joining(File.pathSeparator)));
    }
}
