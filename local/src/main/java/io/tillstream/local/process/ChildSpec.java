package io.tillstream.local.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One child process to start.
 *
 * @param name what the console calls it; also the name of its log file
 * @param classPath its own class path
 * @param jvmFlags flags of its JVM, system properties included
 * @param mainClass its main class
 * @param arguments its arguments
 * @param environment variables on top of the inherited ones
 * @param archive its classes, parsed by an earlier run, if it uses or makes such an archive
 */
public record ChildSpec(
        String name,
        String classPath,
        List<String> jvmFlags,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        Optional<ClassDataArchive> archive) {

    /** A program without a class-data archive. */
    public ChildSpec(
            String name,
            String classPath,
            List<String> jvmFlags,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment) {
        this(name, classPath, jvmFlags, mainClass, arguments, environment, Optional.empty());
    }

    /** Copies what it is given. */
    public ChildSpec {
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * The same program with its class-data archive.
     *
     * @param program what the archive is kept under: the same for all children of one class path and main class
     */
    public ChildSpec archived(Installation installation, String program) {
        ClassDataArchive kept = ClassDataArchive.of(installation, program, classPath);
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(kept.flags());
        return new ChildSpec(name, classPath, flags, mainClass, arguments, environment, Optional.of(kept));
    }
}
