package io.tillstream.local.process;

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
 */
public record ChildSpec(
        String name,
        String classPath,
        List<String> jvmFlags,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    /** Copies what it is given. */
    public ChildSpec {
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
