package io.tillstream.benchmarks.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where was measured.
 *
 * @param processor the processor's name
 * @param cores how many of them the JVM sees
 * @param memoryGigabytes main memory, in 2³⁰ bytes
 * @param system operating system and its version
 * @param java the Java virtual machine
 * @param load mean number of runnable processes over the last minute, at the end of the benchmark; its own are among them
 */
record Machine(String processor, int cores, double memoryGigabytes, String system, String java, double load) {
    private static final double GIBIBYTE = 1 << 30;

    /** Returns this machine. */
    static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processorName(),
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / GIBIBYTE * 10) / 10.0,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Math.round(system.getSystemLoadAverage() * 10) / 10.0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, %d cores, %.1f GiB, %s, %s", processor, cores, memoryGigabytes, system, java);
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
