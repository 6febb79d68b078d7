package io.tillstream.standins.lambda;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a Lambda function is configured with.
 *
 * @param name the function's name: letters, digits, {@code -} and {@code _}
 * @param handler the handler's class, or class and method ({@code a.b.Handler::handle})
 * @param classPath the function's own class path, in the form of {@code java -cp}; the runtime client is added to it
 * @param environment the function's environment variables; it gets nothing else from this process's environment
 * @param memoryMegabytes memory size, in MiB; the heap gets 85 % of it
 * @param log the file that standard output and standard error of the function are appended to
 */
public record LambdaFunction(
        String name, String handler, String classPath, Map<String, String> environment, int memoryMegabytes, Path log) {
    /** Checks the name and the memory size (128 to 10,240 MiB, as AWS does). */
    public LambdaFunction {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("Not a function name: " + name);
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException("Memory size " + memoryMegabytes + " MiB is not within 128 to 10240");
        }
        Objects.requireNonNull(handler);
        Objects.requireNonNull(classPath);
        Objects.requireNonNull(log);
        environment = Map.copyOf(environment);
    }
}
