package io.tillstream.local.pipeline;

import io.tillstream.local.process.Installation;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the mappings, headers and names of all sources and catalogues before anything is started: the producer knows them,
 * and is asked in a process of its own, which takes about a second.
 */
final class SourceCheck {
    private final Installation installation;

    SourceCheck(Installation installation) {
        this.installation = installation;
    }

    /**
     * Does nothing where everything can be sent.
     *
     * @throws CommandException.Usage with the faults of all sources, a line each
     */
    void require(LocalSettings settings) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--source", settings.sources());
        add(arguments, "--catalogue", settings.catalogues());
        if (arguments.isEmpty()) {
            return;
        }
        try {
            Path errors = Files.createTempFile("tillstream-check", ".txt");
            try {
                int code = run(arguments, errors);
                String message = Files.readString(errors).strip();
                if (code == 2) {
                    throw new CommandException.Usage(message);
                }
                if (code != 0) {
                    throw new CommandException.Failed("The sources could not be checked: " + message);
                }
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new CommandException.Failed("The sources could not be checked: " + e, e);
        }
    }

    private static void add(List<String> arguments, String option, List<SourceSpec> specs) {
        for (SourceSpec spec : specs) {
            spec.files().forEach(file -> arguments.addAll(List.of(option, spec.mapping() + "=" + file)));
        }
    }

    private int run(List<String> arguments, Path errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-Dfile.encoding=UTF-8",
                "-cp",
                installation.classPath("producer"),
                "io.tillstream.producer.ProducerMain",
                "check-sources"));
        // Not on the command line, which cannot hold the names of many thousand files.
        Path list = Files.createTempFile("tillstream-sources", ".txt");
        try {
            Files.writeString(list, String.join("\0", arguments) + "\0");
            command.add(list.toString());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("TILLSTREAM_"));
            return builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        } finally {
            Files.delete(list);
        }
    }
}
