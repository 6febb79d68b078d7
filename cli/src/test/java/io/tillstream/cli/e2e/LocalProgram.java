package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.cli.TillstreamMain;
import io.tillstream.local.process.ClassDataArchive;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.PortPlan;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./tillstream} as a user does: as a process, with its parts as processes of their own. */
final class LocalProgram implements AutoCloseable {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
    private static final Duration LONGEST_CHAOS = Duration.ofMinutes(50);

    private final Installation installation = Installation.current();
    private final Path work;
    private final int portBase = freePortBase();
    private final List<Process> started = new ArrayList<>();

    LocalProgram(Path work) {
        this.work = work;
    }

    /**
     * How a run ended.
     *
     * @param exitCode its exit code
     * @param output standard output
     * @param errors standard error
     */
    record Outcome(int exitCode, String output, String errors) {
        Outcome expect(int expected) {
            assertThat(exitCode)
                    .as("exit code; output:%n%s%nerrors:%n%s", output, errors)
                    .isEqualTo(expected);
            return this;
        }
    }

    /** A process on its way. */
    record Started(Process process, Path output, Path errors, ClassDataArchive archive) {
        /** Ends it as a user does, and waits for its end. */
        void terminate() throws IOException, InterruptedException {
            process.destroy();
            process.waitFor();
            archive.finish(true);
        }

        Outcome outcome() throws IOException, InterruptedException {
            return outcome(LONGEST_RUN);
        }

        Outcome outcome(Duration longest) throws IOException, InterruptedException {
            assertThat(process.waitFor(longest.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends; output so far:%n%s", Files.readString(output))
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
        }

        void awaitOutput(String text) {
            await().atMost(LONGEST_RUN)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast(() -> !process.isAlive())
                    .until(() -> Files.readString(output).contains(text));
        }
    }

    Path dataDirectory() {
        return work.resolve("data");
    }

    PortPlan ports() {
        return PortPlan.from(portBase);
    }

    /** Starts {@code ./tillstream local} on this program's directory and ports; it goes on until {@link Started#terminate}. */
    Started startLocal(String... options) throws IOException {
        return start(localArguments(options), Boolean.getBoolean(ClassDataArchive.WRITE));
    }

    /** Runs {@code ./tillstream local} to its end. */
    Outcome local(String... options) throws IOException, InterruptedException {
        return start(localArguments(options), false).outcome();
    }

    private List<String> localArguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("local", "--port-base", Integer.toString(portBase)));
        arguments.addAll(List.of(options));
        return arguments;
    }

    /** Runs another command to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(List.of(arguments), false).outcome();
    }

    /** Runs {@code ./tillstream chaos} to its end, which may be far away. */
    Outcome chaos(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("chaos"));
        arguments.addAll(List.of(options));
        return start(arguments, false).outcome(LONGEST_CHAOS);
    }

    /** Processes that this program's children started, or that are left of them: those that know its data directory. */
    List<ProcessHandle> processesLeft() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process ->
                        commandLine(process.pid()).contains(dataDirectory().toString()))
                .toList();
    }

    /** Ends what a failed test has left running. */
    @Override
    public void close() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    private Started start(List<String> arguments, boolean writesArchives) throws IOException {
        String classPath = installation.classPath("cli") + File.pathSeparator + installation.classPath("chaos");
        ClassDataArchive archive = ClassDataArchive.of(installation, "cli", classPath);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dlogback.configurationFile=tillstream-logback.xml",
                "-D" + Installation.ROOT_PROPERTY + "=" + installation.root()));
        if (writesArchives) {
            command.add("-D" + ClassDataArchive.WRITE + "=true");
        }
        if (writesArchives || !archive.isToBeWritten()) {
            command.addAll(archive.flags());
        }
        command.addAll(List.of("-cp", classPath, TillstreamMain.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--data-dir", dataDirectory().toString()));
        Path output = work.resolve("run-" + started.size() + ".out");
        Path errors = work.resolve("run-" + started.size() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        started.add(process);
        return new Started(process, output, errors, archive);
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            // It ended while we looked.
            return "";
        }
    }

    private static int freePortBase() {
        Random random = new Random();
        while (true) {
            int base = 20_000 + random.nextInt(12_000);
            if (isFree(base) && isFree(base + 1) && isFree(base + 2) && isFree(base + 3) && isFree(base + 4)) {
                return base;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
