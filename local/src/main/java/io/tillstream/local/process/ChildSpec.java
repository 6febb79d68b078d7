package io.tillstream.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One child process to start.
 *
 * @param name what the console calls it; also the name of its log file
 * @param classPath its own class path
 * @param jvmFlags flags of its JVM, system properties included
 * @param mainClass its main class
 * @param arguments its arguments
 * @param environment variables on top of the inherited ones
 * @param archive its classes from an earlier run, or null for a program that keeps none
 */
public record ChildSpec(
        String name,
        String classPath,
        List<String> jvmFlags,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        ClassDataArchive archive) {

    /** A program that keeps no class-data archive. */
    public ChildSpec(
            String name,
            String classPath,
            List<String> jvmFlags,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment) {
        this(name, classPath, jvmFlags, mainClass, arguments, environment, null);
    }

    /** Copies what it is given. */
    public ChildSpec {
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * The same program with a class-data archive.
     *
     * @param directory where archives are kept
     */
    ChildSpec archivedIn(Path directory) {
        ClassDataArchive kept = ClassDataArchive.of(directory, name, classPath);
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(kept.flags());
        return new ChildSpec(name, classPath, flags, mainClass, arguments, environment, kept);
    }
}
