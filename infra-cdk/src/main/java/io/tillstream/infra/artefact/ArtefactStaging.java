package io.tillstream.infra.artefact;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gathers from the modules' {@code target} directories what the stacks deploy. A module's own jar and the jars of its
 * {@code runtime-classpath.txt} are copied side by side. Two versions of one library are refused: on a class path of
 * {@code lib/*} either of them might be taken.
 */
public final class ArtefactStaging {
    private static final List<String> SCRIPTS = List.of(
            "SilverLauncher.scala",
            "GoldLauncher.scala",
            "AuditLauncher.scala",
            "SupersedeLauncher.scala",
            "Placeholder.scala");

    private static final Pattern VERSIONED = Pattern.compile("(.+?)-\\d[\\w.]*(?:-(?:SNAPSHOT|jre|android))?\\.jar");

    private final Path root;
    private final Path staging;

    /**
     * Names the directories.
     *
     * @param root the project
     * @param staging gets the copies
     */
    public ArtefactStaging(Path root, Path staging) {
        this.root = root;
        this.staging = staging;
    }

    /**
     * Gathers everything.
     *
     * @throws MissingArtefactException if something is not built
     */
    public Artefacts gather() {
        Path image = staging.resolve("image");
        copyClassPath(image.resolve("lib"), "s3-writer", "producer");
        resource("image/Dockerfile", image.resolve("Dockerfile"));
        resource("image/msk.properties", image.resolve("msk.properties"));
        Path loader = staging.resolve("lambda-loader");
        copyClassPath(loader.resolve("lib"), "lambda-loader");
        return new Artefacts(image, loader, jar("glue-jobs", "-aws.jar"), scripts(), rulesets());
    }

    /**
     * Makes empty files in place of what the build makes. The templates name them by other hashes and are otherwise the same:
     * good to look at, never to deploy.
     */
    public Artefacts unbuilt() {
        Path image = staging.resolve("image");
        resource("image/Dockerfile", image.resolve("Dockerfile"));
        Path loader = staging.resolve("lambda-loader");
        Path jar = staging.resolve("glue-jobs-aws.jar");
        try {
            Files.createDirectories(loader);
            Files.writeString(loader.resolve("UNBUILT"), "not built\n");
            Files.writeString(jar, "not built\n");
        } catch (IOException e) {
            throw failed(staging, e);
        }
        return new Artefacts(image, loader, jar, scripts(), rulesets());
    }

    private Path rulesets() {
        Path rulesets = root.resolve("data-quality/src/main/resources/io/tillstream/quality");
        if (!Files.isDirectory(rulesets)) {
            throw new MissingArtefactException("The quality gate", rulesets);
        }
        return rulesets;
    }

    private Path scripts() {
        Path scripts = staging.resolve("glue");
        SCRIPTS.forEach(script -> resource("glue/" + script, scripts.resolve(script)));
        return scripts;
    }

    private void copyClassPath(Path target, String... modules) {
        Map<String, Path> jars = new LinkedHashMap<>();
        for (String module : modules) {
            Path own = jar(module, ".jar");
            jars.put(own.getFileName().toString(), own);
            classPath(module).forEach(jar -> jars.put(jar.getFileName().toString(), jar));
        }
        refuseTwoVersions(jars.keySet(), modules);
        try {
            deleteDirectory(target);
            Files.createDirectories(target);
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                Files.copy(jar.getValue(), target.resolve(jar.getKey()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private static void refuseTwoVersions(Set<String> jars, String... modules) {
        Map<String, String> known = new HashMap<>();
        for (String jar : jars) {
            Matcher parts = VERSIONED.matcher(jar);
            String library = parts.matches() ? parts.group(1) : jar;
            String other = known.put(library, jar);
            if (other != null) {
                throw new MissingArtefactException(String.join(" and ", modules)
                        + " would be packed with two versions of one library, " + other + " and " + jar
                        + ". Pin one in dependencyManagement of the root pom.xml, build again, then try again.");
            }
        }
    }

    private List<Path> classPath(String module) {
        Path file = root.resolve(module).resolve("target").resolve("runtime-classpath.txt");
        if (!Files.isRegularFile(file)) {
            throw new MissingArtefactException("Module " + module, file);
        }
        try {
            List<Path> jars = Arrays.stream(Files.readString(file).strip().split(File.pathSeparator, -1))
                    .filter(entry -> !entry.isBlank())
                    .map(Path::of)
                    .toList();
            for (Path jar : jars) {
                if (!Files.isRegularFile(jar)) {
                    throw new MissingArtefactException("What module " + module + " needs", jar);
                }
            }
            return jars;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private Path jar(String module, String ending) {
        Path target = root.resolve(module).resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(module + "-")
                                && name.endsWith(ending)
                                && (!ending.equals(".jar") || name.matches("[a-z0-9-]+-[0-9.]+(-SNAPSHOT)?\\.jar"));
                    })
                    .findFirst()
                    .orElseThrow(() -> new MissingArtefactException(
                            "Module " + module, target.resolve(module + "-VERSION" + ending)));
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private static void resource(String name, Path target) {
        try (InputStream in = ArtefactStaging.class.getResourceAsStream("/io/tillstream/infra/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            Files.createDirectories(target.getParent());
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private static void deleteDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static MissingArtefactException failed(Path where, IOException cause) {
        return new MissingArtefactException(where + " cannot be prepared: " + cause, cause);
    }
}
