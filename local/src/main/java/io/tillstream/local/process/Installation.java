package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built modules of this checkout. Every part runs as its own process on the class path that its module wrote to
 * {@code target/runtime-classpath.txt}, because the parts cannot share one: Spark brings Scala 2.12, the broker 2.13.
 *
 * @param root directory of the checkout
 */
public record Installation(Path root) {
    /** System property that the launcher sets to the directory of the checkout. */
    public static final String ROOT_PROPERTY = "tillstream.root";

    private static final Pattern NOT_THE_PROGRAM = Pattern.compile(".*-(aws|sources|javadoc|tests|test-sources)\\.jar");

    /**
     * The installation that the launcher named.
     *
     * @throws CommandException.Usage when the system property is missing
     */
    public static Installation current() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null || root.isBlank()) {
            throw new CommandException.Usage(
                    "The location of this clone is unknown. Start this program with ./tillstream, or set -D"
                            + ROOT_PROPERTY + "=DIRECTORY.");
        }
        return new Installation(Path.of(root).toAbsolutePath().normalize());
    }

    /**
     * The module's own jar followed by its run-time dependencies, as one {@code -cp} value.
     *
     * @throws CommandException.Usage when the module is not built
     */
    public String classPath(String module) {
        Path list = target(module).resolve("runtime-classpath.txt");
        try {
            String entries = Files.readString(list).strip().replaceAll("\\R", "");
            return Stream.concat(
                            Stream.of(jar(module).toString()),
                            Stream.of(entries.split(File.pathSeparator)).map(this::ofThisCheckout))
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw notBuilt(module, list);
        }
    }

    /** A module's jar is taken from this checkout, also where its build was made in another place and copied. */
    private String ofThisCheckout(String entry) {
        Path path = Path.of(entry);
        if (path.getNameCount() < 3 || !path.getParent().endsWith("target")) {
            return entry;
        }
        Path module = root.resolve(path.getParent().getParent().getFileName());
        return Files.isRegularFile(module.resolve("pom.xml"))
                ? module.resolve("target").resolve(path.getFileName()).toString()
                : entry;
    }

    /**
     * The module's own jar, without its dependencies.
     *
     * @throws CommandException.Usage when there is none, or more than one version of it
     */
    public Path jar(String module) {
        Path target = target(module);
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(
                            file -> file.getFileName().toString().matches(Pattern.quote(module) + "-\\d.*\\.jar"))
                    .filter(file -> !NOT_THE_PROGRAM
                            .matcher(file.getFileName().toString())
                            .matches())
                    .toList();
            if (jars.size() > 1) {
                throw new CommandException.Usage(
                        "There are several builds in " + target + ": " + jars + ". Run ./mvnw -q clean package.");
            }
            if (jars.isEmpty()) {
                throw notBuilt(module, target.resolve(module + "-VERSION.jar"));
            }
            return jars.get(0);
        } catch (java.nio.file.NoSuchFileException e) {
            throw notBuilt(module, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path target(String module) {
        return root.resolve(module).resolve("target");
    }

    private static CommandException notBuilt(String module, Path missing) {
        return new CommandException.Usage("Module " + module + " is not built (" + missing
                + " is missing). Run ./mvnw -q -DskipTests package, or start through ./tillstream.");
    }
}
