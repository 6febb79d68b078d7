package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is bounded by a setting, not by partitions: real processes with small heaps, many partitions, full speed. */
class WriterMemoryTest {
    private static final long MEBI = 1024 * 1024;

    @TempDir
    Path directory;

    @Test
    void aHeapOf256MegabytesHoldsFiftyPartitions() throws Exception {
        Map<String, Long> seen = flood("-Xmx256m", 50, 1_200_000, 102, 1);
        assertThat(seen.get("peak_memory")).isLessThanOrEqualTo(102 * MEBI);
        assertThat(seen.get("resident")).as("the whole process").isLessThan(512 * MEBI);
        assertThat(seen.get("by_memory"))
                .as("files were closed for want of memory")
                .isPositive();
        assertThat(seen.get("small")).as("only at the end may objects be small").isLessThanOrEqualTo(50);
    }

    @Test
    void smallFilesGoToDiskInsteadOfBecomingObjects() throws Exception {
        Map<String, Long> seen = flood("-Xmx256m", 50, 600_000, 40, 100);
        assertThat(seen.get("peak_memory")).isLessThanOrEqualTo(40 * MEBI);
        assertThat(seen.get("by_memory")).isZero();
        assertThat(seen.get("objects")).isEqualTo(50);
    }

    @Test
    @Tag("long")
    void aHeapOfOneGigabyteHoldsTwoHundredPartitions() throws Exception {
        Map<String, Long> seen = flood("-Xmx1g", 200, 8_000_000, 410, 1);
        assertThat(seen.get("peak_memory")).isLessThanOrEqualTo(410 * MEBI);
        assertThat(seen.get("by_memory")).isPositive();
        assertThat(seen.get("small")).isLessThanOrEqualTo(200);
    }

    private Map<String, Long> flood(String heap, int partitions, long records, int megabytes, int minObjectMegabytes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryFlood.class.getName(),
                directory.toString()));
        for (long argument : new long[] {partitions, records, megabytes, minObjectMegabytes}) {
            command.add(Long.toString(argument));
        }
        Path errors = directory.resolve("stderr");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(line).isZero();
        System.out.println(heap + ", " + partitions + " partitions: " + line);
        Map<String, Long> seen = new HashMap<>();
        for (String part : line.substring(line.lastIndexOf('\n') + 1).split(" ")) {
            seen.put(part.split("=")[0], Long.parseLong(part.split("=")[1]));
        }
        assertThat(seen.get("written")).isEqualTo(seen.get("polled")).isGreaterThanOrEqualTo(records);
        return seen;
    }
}
