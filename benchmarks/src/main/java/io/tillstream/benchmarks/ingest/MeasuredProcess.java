package io.tillstream.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.benchmarks.stage.StageResult;
import io.tillstream.local.process.ChildSpec;
import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.process.ChildMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs one JVM from start to end and tells what it took. The shell that starts it reports its CPU time ({@code times}),
 * because the time of an ended process can be asked for by its parent only; so nothing has to be built into the program
 * that is measured, and no thread and no moment of it is left out.
 */
final class MeasuredProcess {
    private static final List<String> NOT_INHERITED =
            List.of("AWS_", "TILLSTREAM_", "SPARK_", "HADOOP_", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");
    private static final String SCRIPT = "\"$@\"; code=$?; times; exit $code";
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long LOOK_MILLIS = 50;
    private static final long BYTES_PER_KIB = 1024;
    private static final double NANOS = 1e9;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildSpec spec;
    private final Path log;
    private long peakBytes;

    /**
     * Prepares a process.
     *
     * @param spec what to run
     * @param logs where its output goes, to {@code NAME.log}
     */
    MeasuredProcess(ChildSpec spec, Path logs) {
        this.spec = spec;
        this.log = logs.resolve(spec.name() + ".log");
    }

    /** Runs a process that ends by itself. */
    ProcessFigures run() {
        return runUntil(() -> false);
    }

    /**
     * Runs a process.
     *
     * @param done asked again and again; once it says true the process gets TERM
     */
    ProcessFigures runUntil(BooleanSupplier done) {
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> NOT_INHERITED.stream().anyMatch(key::startsWith));
        environment.putAll(spec.environment());
        try {
            long start = System.nanoTime();
            Process shell = builder.start();
            try {
                watch(shell, done);
            } finally {
                shell.destroy();
                jvmOf(shell).ifPresent(ProcessHandle::destroyForcibly);
            }
            double wall = (System.nanoTime() - start) / NANOS;
            if (shell.exitValue() != 0) {
                throw failed("ended with exit code " + shell.exitValue());
            }
            List<String> lines = Files.readAllLines(log);
            return new ProcessFigures(cpuSeconds(lines), wall, peakBytes, result(lines));
        } catch (IOException e) {
            throw new CommandException.Failed("The process " + spec.name() + " cannot be measured: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "measure"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvmFlags());
        command.addAll(List.of("-cp", spec.classPath(), ChildMain.class.getName(), spec.mainClass()));
        command.addAll(spec.arguments());
        return command;
    }

    private void watch(Process shell, BooleanSupplier done) throws InterruptedException {
        boolean told = false;
        while (!shell.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<ProcessHandle> jvm = jvmOf(shell);
            jvm.ifPresent(this::lookAtMemory);
            if (!told && done.getAsBoolean()) {
                jvm.ifPresent(ProcessHandle::destroy);
                told = true;
            }
        }
    }

    private static Optional<ProcessHandle> jvmOf(Process shell) {
        try (Stream<ProcessHandle> children = shell.children()) {
            return children.findFirst();
        }
    }

    private void lookAtMemory(ProcessHandle jvm) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(jvm.pid()), "status")));
            if (peak.find()) {
                peakBytes = Math.max(peakBytes, Long.parseLong(peak.group(1)) * BYTES_PER_KIB);
            }
        } catch (IOException e) {
            // It has just ended; the peak is that of the last look. (No /proc: the peak stays 0, shown as unknown.)
            peakBytes = Math.max(peakBytes, 0);
        }
    }

    /** The last line is that of the children: the JVM. */
    private double cpuSeconds(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher times = TIMES.matcher(lines.get(i));
            if (times.matches()) {
                return seconds(times, 1) + seconds(times, 3);
            }
        }
        throw failed("left no times");
    }

    private static double seconds(Matcher times, int group) {
        return 60.0 * Long.parseLong(times.group(group)) + Double.parseDouble(times.group(group + 1));
    }

    private Optional<JsonNode> result(List<String> lines) throws IOException {
        for (String line : lines) {
            if (line.startsWith(StageResult.PREFIX)) {
                return Optional.of(JSON.readTree(line.substring(StageResult.PREFIX.length())));
            }
        }
        return Optional.empty();
    }

    private CommandException failed(String what) {
        return new CommandException.Failed(spec.name() + " " + what + ". Its log: " + log);
    }
}
