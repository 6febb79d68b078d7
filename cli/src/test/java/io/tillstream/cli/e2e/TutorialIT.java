package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.cli.TillstreamMain;
import io.tillstream.local.process.ClassDataArchive;
import io.tillstream.local.process.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tutorial as its reader does: each {@code sh} block of the page in turn, in one directory. The block must end with the
 * exit code that it states (0 without one), and every line of the {@code text} block after it must be in its output.
 */
class TutorialIT {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(sh|text)(?: exit=(\\d+))?\\n(.*?)```");

    private final Installation installation = Installation.current();

    @TempDir
    Path work;

    @Test
    void everyCommandDoesWhatThePageShows() throws Exception {
        writeLauncher();
        Path page = installation.root().resolve("docs/tutorial/your-first-pipeline.md");
        String output = "";
        int commands = 0;
        int shown = 0;
        for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
            if (block.group(1).equals("sh")) {
                commands++;
                output = run(block.group(3), block.group(2) == null ? 0 : Integer.parseInt(block.group(2)));
            } else {
                for (String line : block.group(3).lines().toList()) {
                    shown++;
                    assertThat(output).as("after the command before it").containsPattern(pattern(line));
                }
            }
        }
        assertThat(commands).isEqualTo(10);
        assertThat(shown).isEqualTo(18);
    }

    /** An ellipsis stands for anything; blanks may be more or fewer. */
    private static Pattern pattern(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : line.strip().split("…", -1)) {
            List<String> words = new ArrayList<>();
            for (String word : part.strip().split("\\s+", -1)) {
                words.add(Pattern.quote(word));
            }
            parts.add(String.join("\\h+", words));
        }
        return Pattern.compile(String.join(".*", parts));
    }

    /** The real launcher would build what this build is still building; everything after it is the same. */
    private void writeLauncher() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m";
        String classPath = installation.classPath("cli") + File.pathSeparator + installation.classPath("chaos");
        String archive = String.join(
                " ", ClassDataArchive.of(installation, "cli", classPath).flags());
        Path launcher = Files.writeString(
                work.resolve("tillstream"),
                String.join(
                        "\n",
                        "#!/bin/sh",
                        "case $1 in",
                        "  mapping) exec " + java + " -cp '" + installation.classPath("producer")
                                + "' io.tillstream.producer.ProducerMain \"$@\" ;;",
                        "esac",
                        "exec " + java + " " + archive + " -Dlogback.configurationFile=tillstream-logback.xml -D"
                                + Installation.ROOT_PROPERTY
                                + "='" + installation.root() + "' -cp '" + classPath + "' "
                                + TillstreamMain.class.getName() + " \"$@\"",
                        ""));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private String run(String commands, int expected) throws IOException, InterruptedException {
        Path output = work.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", commands)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment()
                .put(
                        "TILLSTREAM_PORT_BASE",
                        Integer.toString(new LocalProgram(work).ports().broker()));
        Process process = shell.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(commands).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s%n%s", commands, Files.readString(output))
                .isEqualTo(expected);
        return Files.readString(output);
    }
}
