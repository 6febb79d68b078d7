package io.tillstream.chaos;

import io.tillstream.local.process.ChildProcess;
import io.tillstream.local.process.ChildSpec;
import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.process.ChildMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real s3-writer, as a process that signals are sent to. One after the other may run under one name. */
final class WriterProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(60);

    private final Site site;
    private final String name;
    private final Path staging;
    private ChildProcess child;

    /**
     * Makes one that does not run yet.
     *
     * @param name name of its log and of its staging directory
     */
    WriterProcess(Site site, String name) {
        this(site, name, site.directory().resolve(name));
    }

    /** As above, with a staging directory of the caller's choice. */
    WriterProcess(Site site, String name, Path staging) {
        this.site = site;
        this.name = name;
        this.staging = staging;
    }

    /** Starts it. */
    WriterProcess start(WriterOptions options) {
        return start(options, List.of());
    }

    /**
     * Starts it so that no file may grow: its staging disk is as good as full. The operating system's limit on a process's
     * files replaces a separate disk, which only root could set up.
     */
    WriterProcess startOnAFullDisk(WriterOptions options) {
        return start(options, List.of("sh", "-c", "ulimit -f 1; exec \"$@\"", "sh"));
    }

    private WriterProcess start(WriterOptions options, List<String> launcher) {
        List<String> arguments = new ArrayList<>(List.of(
                "io.tillstream.writer.WriterMain",
                "--bootstrap-servers",
                site.bootstrapServers(),
                "--topic",
                options.topic(),
                "--group-id",
                options.groupId(),
                "--lake-bucket",
                site.bucket(),
                "--staging-dir",
                staging.toString(),
                "--rotate-seconds",
                Integer.toString(options.rotateSeconds()),
                "--rotate-records",
                Long.toString(options.rotateRecords()),
                "--kafka-config",
                kafkaConfig(options).toString()));
        arguments.addAll(options.extraArguments());
        List<String> flags = new ArrayList<>(Site.SMALL_JVM);
        flags.add("-Xmx192m");
        ChildSpec spec = new ChildSpec(
                        name,
                        site.installation().classPath("s3-writer")
                                + File.pathSeparator
                                + site.installation().jar("standins"),
                        flags,
                        ChildMain.class.getName(),
                        arguments,
                        site.environment())
                .archived(site.installation(), "s3-writer");
        child = ChildProcess.start(spec, launcher, site.logs(), line -> {});
        child.willEndByItself();
        return this;
    }

    boolean alive() {
        return child != null && child.process().isAlive();
    }

    /** KILL. */
    void kill() {
        child.process().destroyForcibly().onExit().join();
    }

    /** TERM, without waiting. */
    void terminate() {
        child.requestStop();
    }

    /** SIGSTOP: the process stands still and does not notice. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it continues as if nothing had happened. */
    void thaw() {
        signal("CONT");
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws CommandException.Failed if it does not end within a minute
     */
    int awaitEnd() {
        try {
            if (child.process().waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                return child.process().exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CommandException.Failed(child.describe("did not end within " + END.toSeconds() + " s"));
    }

    /** Returns all that it and its predecessors under this name have logged. */
    String log() {
        try {
            return Files.readString(site.logs().resolve(name + ".log"));
        } catch (IOException e) {
            throw new CommandException.Failed("The log of " + name + " cannot be read: " + e, e);
        }
    }

    /** Returns the errors in its log, the last ones. */
    String lastErrors() {
        List<String> errors =
                log().lines().filter(line -> line.contains("ERROR")).toList();
        return String.join("\n", errors.subList(Math.max(0, errors.size() - 3), errors.size()));
    }

    @Override
    public void close() {
        if (alive()) {
            kill();
        }
    }

    private void signal(String signal) {
        if (!alive()) {
            return;
        }
        try {
            new ProcessBuilder(
                            "kill", "-" + signal, Long.toString(child.process().pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandException.Failed("The signal " + signal + " cannot be sent: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path kafkaConfig(WriterOptions options) {
        Properties properties = new Properties();
        properties.putAll(options.kafka());
        Path file = site.directory().resolve(name + ".properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new CommandException.Failed(file + " cannot be written: " + e, e);
        }
        return file;
    }
}
