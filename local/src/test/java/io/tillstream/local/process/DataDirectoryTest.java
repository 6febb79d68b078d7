package io.tillstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void marksANewDirectoryAndKnowsItAgain() {
        DataDirectory directory = DataDirectory.at(temp.resolve("a/b"));

        assertThat(directory.isOurs()).isFalse();
        directory.prepare();
        assertThat(directory.isOurs()).isTrue();
        assertThat(directory.logs()).isDirectory();
        assertThatCode(directory::prepare).doesNotThrowAnyException();
    }

    @Test
    void isClosedToOtherUsersAlsoWhereItWasOpen() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.at(open).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
    }

    @Test
    void thePasswordOfTheCatalogReachesSparkAndIsInNobodysArguments() throws Exception {
        DataDirectory directory = DataDirectory.at(temp.resolve("data"));
        directory.prepare();
        Path modules = Files.createDirectories(temp.resolve("modules"));
        Programs programs = new Programs(new Installation(modules), directory, PortPlan.free(), "sales_events", "lake");

        assertThat(directory.databasePassword()).hasSizeGreaterThan(30).isEqualTo(directory.databasePassword());
        assertThat(SparkFlags.of(programs.ports(), "lake", directory.sparkScratch()))
                .noneMatch(flag -> flag.contains(directory.databasePassword()))
                .noneMatch(flag -> flag.contains("jdbc.password"));
        assertThat(SparkFlags.secretSetting(directory.databasePassword()))
                .isEqualTo("spark.sql.catalog.lake.jdbc.password=" + directory.databasePassword());
    }

    @Test
    void refusesADirectoryWithTheUsersOwnFiles() throws IOException {
        Path own = Files.writeString(temp.resolve("thesis.tex"), "years of work");

        assertThatThrownBy(() -> DataDirectory.at(temp).prepare())
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining(temp.toString());
        assertThat(own).hasContent("years of work");
        assertThat(temp).isDirectoryNotContaining("glob:**/logs");
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.at(file).prepare())
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void emptyKeepsMarkerAndLockSoThatAKilledRunStillOwnsIt() throws IOException {
        DataDirectory directory = DataDirectory.at(temp.resolve("data"));
        directory.prepare();
        Files.createDirectories(directory.kafka().resolve("sales_events-0"));
        Files.writeString(directory.kafka().resolve("sales_events-0/0.log"), "x");
        Files.writeString(directory.simulationFile(), "{}");
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("keep"), "");
        Files.createSymbolicLink(directory.path().resolve("link"), outside);

        try (InstanceLock lock = InstanceLock.tryAcquire(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            directory.empty();
        }

        assertThat(directory.isOurs()).isTrue();
        assertThat(directory.path().toFile().list())
                .containsExactlyInAnyOrder("tillstream-data-directory", "lock", "logs");
        assertThat(outside.resolve("keep"))
                .as("links are deleted, not followed")
                .exists();
    }

    @Test
    void aFullDiskIsAnErrorThatSaysWhatToDo() {
        DataDirectory directory = DataDirectory.at(temp);

        assertThatThrownBy(() -> directory.requireSpace(100L << 20))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("100 MiB are free")
                .hasMessageContaining("--data-dir");
        assertThatCode(() -> directory.requireSpace(600L << 20)).doesNotThrowAnyException();
    }

    @Test
    void aSecondInstanceDoesNotGetTheLock() throws IOException {
        DataDirectory directory = DataDirectory.at(temp.resolve("data"));
        directory.prepare();

        try (InstanceLock first = InstanceLock.tryAcquire(directory).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(InstanceLock.tryAcquire(directory)).isEmpty();
        }
        try (InstanceLock next = InstanceLock.tryAcquire(directory).orElseThrow()) {
            assertThat(next.wasLeftBehind()).isFalse();
        }
    }

    @Test
    void theNextHolderKnowsThatTheOneBeforeWasKilled() throws IOException {
        DataDirectory directory = DataDirectory.at(temp.resolve("data"));
        directory.prepare();
        // What a killed holder leaves: the byte that closing would have taken away.
        Files.writeString(directory.lockFile(), "1");

        try (InstanceLock next = InstanceLock.tryAcquire(directory).orElseThrow()) {
            assertThat(next.wasLeftBehind()).isTrue();
        }
        try (InstanceLock third = InstanceLock.tryAcquire(directory).orElseThrow()) {
            assertThat(third.wasLeftBehind()).isFalse();
        }
    }

    @Test
    void theStateFileTellsWhereTheInstanceListens() throws IOException {
        DataDirectory directory = DataDirectory.at(temp.resolve("data"));
        directory.prepare();
        RunningInstance instance = new RunningInstance(42, PortPlan.from(20_000));

        assertThat(RunningInstance.read(directory)).isEmpty();
        instance.write(directory);
        assertThat(RunningInstance.read(directory)).contains(instance);
        RunningInstance.clear(directory);
        assertThat(RunningInstance.read(directory)).isEmpty();
    }
}
