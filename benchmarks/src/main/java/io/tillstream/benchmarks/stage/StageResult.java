package io.tillstream.benchmarks.stage;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The line on standard output with which a stage tells the harness what it found. */
public final class StageResult {
    /** How the line starts; JSON follows. */
    public static final String PREFIX = "TILLSTREAM_RESULT ";

    private StageResult() {}

    /** Prints the result of a stage that counts as a whole process. */
    static void print(Checksum found, long jsonBytes) {
        print(found, jsonBytes, 0, 0);
    }

    /**
     * Prints the result.
     *
     * @param found the checksum
     * @param jsonBytes bytes of the values that were handled
     * @param cpuNanos CPU time of the measured section, or 0 if the whole process counts
     * @param nanos wall time of that section, or 0
     */
    static void print(Checksum found, long jsonBytes, long cpuNanos, long nanos) {
        System.out.printf(
                Locale.ROOT,
                "%s{\"rows\":%d,\"sales\":%d,\"revenue\":\"%s\",\"coordinates\":\"%s\",\"json_bytes\":%d,"
                        + "\"cpu_seconds\":%.3f,\"seconds\":%.3f}%n",
                PREFIX,
                found.rows(),
                found.sales(),
                found.revenue().toPlainString(),
                found.coordinates(),
                jsonBytes,
                cpuNanos / 1e9,
                nanos / 1e9);
        System.out.flush();
    }

    /** Returns the CPU time of this process so far, all threads, user and system, in nanoseconds. */
    static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
