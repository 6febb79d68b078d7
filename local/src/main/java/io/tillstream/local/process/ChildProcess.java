package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child JVM: its output goes line by line to its log file and to a listener; its standard input is a pipe that stays open. */
public final class ChildProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

    /** How long a child may write its class-data archive at its end. */
    private static final Duration ARCHIVE_GRACE = Duration.ofMinutes(2);

    private static final List<String> NOT_INHERITED = List.of("AWS_", "TILLSTREAM_", "SPARK_", "HADOOP_");

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread pump;
    private final Writer input;
    private final Optional<ClassDataArchive> unfinished;
    private volatile boolean stopping;

    private ChildProcess(ChildSpec spec, Path log, Process process, Consumer<String> listener) throws IOException {
        this.name = spec.name();
        this.unfinished = spec.archive().filter(ClassDataArchive::isToBeWritten);
        this.log = log;
        this.process = process;
        this.input = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
        Writer file = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.pump = new Thread(() -> pump(file, listener), "output-of-" + name);
        pump.setDaemon(true);
        pump.start();
    }

    /**
     * Starts the child.
     *
     * @param logs directory of its log file, {@code NAME.log}, which is appended to
     * @param listener gets every line of its output, on a thread of the child's own
     */
    public static ChildProcess start(ChildSpec spec, Path logs, Consumer<String> listener) {
        return start(spec, List.of(), logs, listener);
    }

    /**
     * As {@link #start(ChildSpec, Path, Consumer)}, by another program.
     *
     * @param launcher a command that replaces itself with the command that follows it, such as a shell that sets limits; or
     *     none
     */
    public static ChildProcess start(ChildSpec spec, List<String> launcher, Path logs, Consumer<String> listener) {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvmFlags());
        command.addAll(List.of("-cp", spec.classPath(), spec.mainClass()));
        command.addAll(spec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A developer's own AWS profile or settings must not reach parts that talk to this machine alone.
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> NOT_INHERITED.stream().anyMatch(key::startsWith));
        environment.putAll(spec.environment());
        Path log = logs.resolve(spec.name() + ".log");
        try {
            return new ChildProcess(spec, log, builder.start(), listener);
        } catch (IOException e) {
            throw new CommandException.Failed("The process " + spec.name() + " could not be started: " + e, e);
        }
    }

    /** Its name on the console. */
    public String name() {
        return name;
    }

    /** The file with its full output. */
    public Path log() {
        return log;
    }

    /** The operating system's process. */
    public Process process() {
        return process;
    }

    /** Whether it was asked to stop, so that its end is expected. */
    public boolean isStopping() {
        return stopping;
    }

    /** Declares that this child ends by itself when its work is done. */
    public void willEndByItself() {
        stopping = true;
    }

    /** Writes one line to its standard input. */
    public void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new CommandException.Failed(describe("no longer accepts input"), e);
        }
    }

    /** Sends TERM without waiting. */
    public void requestStop() {
        stopping = true;
        terminate();
    }

    /** Process.destroy would also close the child's standard input, which tells it that its parent died. */
    private void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for the end after TERM, and kills the process when its time is up. */
    public void awaitStop(Duration grace) throws InterruptedException {
        stopping = true;
        Duration longest = unfinished.isPresent() ? ARCHIVE_GRACE : grace;
        boolean isEnded = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (!isEnded) {
            process.destroyForcibly();
            process.waitFor();
        }
        pump.join(grace.toMillis());
        unfinished.ifPresent(archive -> finish(archive, isEnded));
    }

    private void finish(ClassDataArchive archive, boolean isComplete) {
        try {
            archive.finish(isComplete);
        } catch (IOException e) {
            // The next start is as slow as this one was; nothing else depends on it.
            LOG.warn("The class-data archive of {} was not kept", name, e);
        }
    }

    /** Waits for the end of a child that ends by itself, until all its output was heard. */
    public int awaitExit() throws InterruptedException {
        int code = process.waitFor();
        pump.join();
        unfinished.ifPresent(archive -> finish(archive, true));
        return code;
    }

    /** A sentence about this child for an error message, naming its log and quoting its last lines. */
    public String describe(String what) {
        return name + " " + what + ". Its log: " + log + LogTail.of(log);
    }

    private void pump(Writer file, Consumer<String> listener) {
        try (file;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line + "\n");
                file.flush();
                listener.accept(line);
            }
        } catch (IOException e) {
            // This is also how a full disk shows here. The child continues, so it must be stopped.
            if (!stopping) {
                System.err.println("The log of " + name + " cannot be written (" + e + "): stopping it.");
                terminate();
            }
        }
    }
}
