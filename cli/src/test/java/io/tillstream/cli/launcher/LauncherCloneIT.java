package io.tillstream.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clones that are copied, shared, or started twice at once. */
class LauncherCloneIT {
    private static final String[] AS_NOBODY = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aBuiltCloneThatWasMovedWorksAndUsesItsOwnJars() throws Exception {
        Clone clone = Clone.built(temp.resolve("moved"));

        assertThat(clone.run("--version").output()).matches("tillstream \\d.*\\R");
        assertThat(clone.run("query", "--list").output()).contains("revenue_by_category");
        // Proof that its own are used: without one of them it does not start.
        Files.delete(jar(clone, "redshift-sql"));
        assertThat(clone.run("query", "--list").output()).contains("module redshift-sql is not built");
    }

    @Test
    void aPathWithBlanksAndOtherScriptsWorksInAnyLocale() throws Exception {
        Clone clone = Clone.built(temp.resolve("été 漢字 Ωμέγα"));

        for (String locale : new String[] {"C", "C.UTF-8", "en_US.UTF-8"}) {
            assertThat(clone.with("LC_ALL", locale).run("query", "--list"))
                    .satisfies(outcome -> assertThat(outcome.output()).contains("revenue_by_category"));
        }
    }

    @Test
    void aJarOfAnotherUsersHomeThatCannotBeReadIsBuiltAgain() throws Exception {
        Clone clone = Clone.built(temp.resolve("shared"));
        Path list = clone.root().resolve("cli/target/runtime-classpath.txt");
        Files.writeString(list, Files.readString(list).strip() + File.pathSeparator + "/home/other/.m2/x.jar\n");
        clone.building("#!/bin/sh\nexit 7\n");

        Clone.Outcome outcome = clone.run("--version");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("Building Tillstream, because /home/other/.m2/x.jar is missing or cannot be read");
    }

    @Test
    void anotherUserRunsACloneThatIsOnlyReadable() throws Exception {
        assumeRoot();
        Path open = Files.createTempDirectory("tillstream-shared");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            Clone clone = Clone.built(open.resolve("clone")).through(AS_NOBODY).with("HOME", "/nonexistent");

            // The owner's own repository is closed to others: the sentence names what is missing and who can help.
            Path list = clone.root().resolve("cli/target/runtime-classpath.txt");
            String jars = Files.readString(list).strip();
            Path closed = Files.createDirectory(
                    open.resolve("m2"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(list, moveJars(jars, closed));
            Clone.Outcome refused = clone.run("--version");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.output())
                    .contains("cannot be read")
                    .contains("Ask the owner of this clone to run the same command once, or make a clone of your own.");

            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(clone.run("--version").output()).matches("tillstream \\d.*\\R");
            assertThat(clone.run("query", "--list").output()).contains("revenue_by_category");
        } finally {
            delete(open);
        }
    }

    @Test
    void underUmask077AUserWhoIsNotRootBuildsAndRuns() throws Exception {
        assumeRoot();
        Path open = Files.createTempDirectory("tillstream-umask");
        try {
            Clone clone = Clone.fresh(open.resolve("clone"), 0);
            own(open);
            Path list = open.resolve("clone-built/cli/target/runtime-classpath.txt");
            Path libraries = Files.createDirectory(open.resolve("m2"));
            Files.writeString(list, moveJars(Files.readString(list).strip(), libraries));
            own(open);
            clone.through(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "/bin/sh",
                    "-c",
                    "umask 077; exec \"$@\"",
                    "sh");

            assertThat(clone.with("HOME", open.toString()).run("--version").output())
                    .contains("Building Tillstream")
                    .contains("tillstream 0.");
            assertThat(clone.run("--version").output()).matches("tillstream \\d.*\\R");
        } finally {
            delete(open);
        }
    }

    @Test
    void whereTheHomeDirectoryCannotBeWrittenMavenWorksInTheClone() throws Exception {
        Clone clone = Clone.fresh(temp.resolve("clone"), 0).with("HOME", "/dev/null/home");

        assertThat(clone.run("--version").output()).contains("tillstream 0.");
        assertThat(Files.readString(clone.root().resolve("builds")))
                .contains("-Dmaven.repo.local=" + clone.root() + "/target/maven/repository");
    }

    @Test
    void twoLaunchersAtOnceBuildOnce() throws Exception {
        Clone clone = Clone.fresh(temp.resolve("clone"), 3);

        Process first = start(clone);
        Process second = start(clone);
        String outputs = output(first) + output(second);

        assertThat(outputs.split("Building Tillstream", -1)).hasSize(2);
        assertThat(outputs)
                .containsPattern("Another \\./tillstream \\(process \\d+[\\d\\s]*\\) builds this clone; waiting");
        assertThat(outputs.split("tillstream 0\\.", -1)).hasSize(3);
        assertThat(Files.readAllLines(clone.root().resolve("builds"))).hasSize(1);
        assertThat(clone.root().resolve("target/tillstream-build.lock")).doesNotExist();
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Clone clone = Clone.fresh(temp.resolve("clone"), 0);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(clone.root().resolve("target/tillstream-build.lock"));
        Files.writeString(lock.resolve("processes"), dead.pid() + "\n");

        assertThat(clone.run("--version").output()).contains("tillstream 0.").doesNotContain("waiting");
        assertThat(lock).doesNotExist();
    }

    @Test
    void aBuildWhoseLauncherWasKilledIsWaitedFor() throws Exception {
        Clone clone = Clone.fresh(temp.resolve("clone"), 4);
        Process first = start(clone);
        while (!Files.exists(clone.root().resolve("builds"))) {
            Thread.sleep(20);
        }
        first.destroyForcibly().waitFor();

        assertThat(clone.run("--version").output()).contains("waiting").contains("tillstream 0.");
        assertThat(Files.readAllLines(clone.root().resolve("builds"))).hasSize(1);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndFreesTheLock() throws Exception {
        Clone clone = Clone.fresh(temp.resolve("clone"), 0);
        clone.building("#!/bin/sh\necho no such plugin\nexit 1\n");

        Clone.Outcome outcome = clone.run("--version");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("no such plugin").contains("error: the build failed; its whole log is");
        assertThat(clone.root().resolve("target/tillstream-build.lock")).doesNotExist();
    }

    private Process start(Clone clone) throws IOException {
        Process process = clone.start("--version");
        started.add(process);
        return process;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Copies the libraries of a class path to a directory, and returns the class path with the copies. */
    private static String moveJars(String classPath, Path directory) throws IOException {
        List<String> moved = new ArrayList<>();
        for (String jar : classPath.split(File.pathSeparator)) {
            if (jar.contains("/target/")) {
                moved.add(jar);
            } else {
                Path copy = directory.resolve(Path.of(jar).getFileName());
                Files.copy(Path.of(jar), copy);
                moved.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, moved) + "\n";
    }

    private static Path jar(Clone clone, String module) throws IOException {
        try (Stream<Path> files = Files.list(clone.root().resolve(module).resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-\\d.*(?<!tests)\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void own(Path directory) throws Exception {
        assertThat(new ProcessBuilder("chown", "-R", "65534:65534", directory.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void delete(Path directory) throws Exception {
        new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    }

    private static void assumeRoot() throws Exception {
        boolean possible = System.getProperty("user.name").equals("root")
                && new ProcessBuilder("setpriv", "--version").start().waitFor() == 0;
        if (!possible) {
            System.out.println("SKIPPED: only root can try another user, and only where setpriv is.");
        }
        assumeThat(possible).isTrue();
    }
}
