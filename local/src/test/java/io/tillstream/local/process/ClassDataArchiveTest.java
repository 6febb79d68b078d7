package io.tillstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchiveTest {
    @TempDir
    Path root;

    @AfterEach
    void reset() {
        System.clearProperty(ClassDataArchive.WRITE);
    }

    @Test
    void withoutAnArchiveAProgramStartsAsItIs() throws Exception {
        assertThat(archive("one").flags()).isEmpty();
        assertThat(archive("one").isToBeWritten()).isFalse();
        assertThat(root.resolve("target")).doesNotExist();
    }

    @Test
    void whatAProgramWroteIsReadUntilAJarChanges() throws Exception {
        write("spark", "one");

        System.clearProperty(ClassDataArchive.WRITE);
        assertThat(archive("one").flags())
                .contains("-XX:SharedArchiveFile=" + archive("one").file());
        assertThat(archive("another").flags()).isEmpty();
    }

    @Test
    void aNewArchiveTakesThePlaceOfThoseOfEarlierBuildsOnly() throws Exception {
        write("spark", "one");
        write("spark-shell", "one");
        write("spark", "another");

        assertThat(names()).hasSize(2).allMatch(name -> name.endsWith(".jsa"));
        assertThat(archive("another").file()).exists();
    }

    @Test
    void halfAnArchiveOfAKilledProgramIsNotKept() throws Exception {
        System.setProperty(ClassDataArchive.WRITE, "true");
        ClassDataArchive killed = archive("one");
        assertThat(killed.flags()).contains("-XX:ArchiveClassesAtExit=" + killed.written());
        Files.writeString(killed.written(), "half");

        killed.finish(false);

        assertThat(names()).isEmpty();
    }

    private void write(String program, String jar) throws Exception {
        System.setProperty(ClassDataArchive.WRITE, "true");
        ClassDataArchive archive = ClassDataArchive.of(new Installation(root), program, classPath(jar));
        assertThat(archive.flags()).isNotEmpty();
        Files.writeString(archive.written(), "classes");
        archive.finish(true);
    }

    private ClassDataArchive archive(String jar) throws Exception {
        return ClassDataArchive.of(new Installation(root), "spark", classPath(jar));
    }

    /** A jar of another size and the same time: another build. */
    private String classPath(String content) throws Exception {
        Path jar = Files.writeString(root.resolve("program.jar"), content);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        return jar.toString();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(root.resolve("target/class-data"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
