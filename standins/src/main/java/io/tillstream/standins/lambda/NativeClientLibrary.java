package io.tillstream.standins.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The native half of the Java runtime client, unpacked where one function alone loads it from. Left to itself, the client
 * unpacks it to one fixed path under {@code /tmp}: of two functions that start at the same time, one then maps a file that the
 * other is still writing, and dies of SIGBUS.
 */
final class NativeClientLibrary {
    /** The system property from which the runtime client takes the library's path. */
    static final String PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private NativeClientLibrary() {}

    /**
     * Unpacks the library of this machine.
     *
     * @param file where to; replaced at once if it exists, so that a running process keeps what it has mapped
     * @throws IOException if the client has none for this machine, or it cannot be written
     */
    static Path unpack(Path file) throws IOException {
        String resource = "/jni/libaws-lambda-jni.linux%s-%s.so".formatted(libc(), architecture());
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (InputStream library = AWSLambda.class.getResourceAsStream(resource)) {
            if (library == null || !System.getProperty("os.name").equals("Linux")) {
                throw new IOException("AWS's Lambda runtime client runs on Linux, x86-64 or 64-bit ARM, only; this is "
                        + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                        + ". On another system run Tillstream in a Linux virtual machine.");
            }
            Files.copy(library, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    }

    private static String libc() {
        boolean musl =
                Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
        return musl ? "_musl" : "";
    }
}
