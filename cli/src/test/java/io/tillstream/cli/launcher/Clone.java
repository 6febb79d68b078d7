package io.tillstream.cli.launcher;

import io.tillstream.local.process.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of what {@code ./tillstream} needs of this clone for its light commands, sources and builds. */
final class Clone {
    private static final List<String> MODULES =
            List.of("command-line", "lake-contract", "aws-clients", "redshift-sql", "operations", "page", "cli");
    private static final Path ORIGINAL = Installation.current().root();

    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> before = List.of();

    private Clone(Path root) {
        this.root = root;
    }

    /** How a run ended. */
    record Outcome(int code, String output) {}

    /** A copy without builds, in which {@code ./mvnw} copies those of the original after some seconds and counts its runs. */
    static Clone fresh(Path root, int seconds) throws IOException {
        Clone built = built(root.resolveSibling(root.getFileName() + "-built"));
        Clone clone = new Clone(root);
        clone.copySources();
        StringBuilder mvnw = new StringBuilder("#!/bin/sh\necho \"$@\" >>builds\nsleep " + seconds + "\n");
        for (String module : MODULES) {
            mvnw.append("mkdir -p " + module + "/target && cp '")
                    .append(built.root)
                    .append("/" + module + "/target/'* " + module + "/target/\n");
        }
        return clone.building(mvnw.toString());
    }

    /** Puts a program in the place of Maven. */
    Clone building(String script) throws IOException {
        Path mvnw = Files.writeString(root.resolve("mvnw"), script);
        if (!mvnw.toFile().setExecutable(true)) {
            throw new IOException(mvnw + " cannot be made executable");
        }
        return this;
    }

    /** A built copy, whose builds say that they were made in a directory that is gone. */
    static Clone built(Path root) throws IOException {
        Clone clone = new Clone(root);
        clone.copySources();
        for (String module : MODULES) {
            Path target = Files.createDirectories(root.resolve(module).resolve("target"));
            try (Stream<Path> files = Files.list(ORIGINAL.resolve(module).resolve("target"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(file.getFileName());
                    if (file.endsWith("runtime-classpath.txt")) {
                        Files.writeString(
                                copy, Files.readString(file).replace(ORIGINAL.toString() + "/", "/gone/for good/"));
                    } else {
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            }
        }
        return clone;
    }

    private void copySources() throws IOException {
        Files.createDirectories(root);
        Files.copy(ORIGINAL.resolve("tillstream"), root.resolve("tillstream"));
        copyOld("pom.xml");
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            copyOld(module + "/pom.xml");
        }
    }

    /** Copies a source that is older than every build. */
    private void copyOld(String name) throws IOException {
        Path copy = Files.copy(ORIGINAL.resolve(name), root.resolve(name));
        Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));
    }

    Path root() {
        return root;
    }

    Clone with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a command before the launcher's own. */
    Clone through(String... command) {
        before = List.of(command);
        return this;
    }

    Outcome run(String... arguments) throws Exception {
        Process process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Outcome(process.waitFor(), output);
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add("/bin/sh");
        command.add(root.resolve("tillstream").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
