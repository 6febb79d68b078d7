package io.tillstream.standins.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS ships the Java runtime client's native part for Linux only")
class NativeClientLibraryTest {
    @TempDir
    Path directory;

    @Test
    void aFunctionThatStartsLeavesTheFileThatAnotherHasMapped() throws Exception {
        Path file = directory.resolve("lib.so");
        NativeClientLibrary.unpack(file);
        Object mapped = Files.getAttribute(file, "unix:ino");

        NativeClientLibrary.unpack(file);

        assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(mapped);
        assertThat(Files.readAllBytes(file)).startsWith(0x7F, 'E', 'L', 'F');
        assertThat(directory).isDirectoryContaining("glob:**/lib.so").isDirectoryNotContaining("glob:**/*.partial");
    }
}
