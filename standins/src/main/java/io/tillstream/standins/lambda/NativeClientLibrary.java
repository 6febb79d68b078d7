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

    /** The system property that runs functions without the library, as on a machine for which there is none: {@code true}. */
    static final String DO_WITHOUT = "tillstream.lambda.plain";

    private NativeClientLibrary() {}

    /** Whether there is a library for this machine and it should be used. */
    static boolean isUsed() {
        return !Boolean.getBoolean(DO_WITHOUT)
                && System.getProperty("os.name").equals("Linux")
                && AWSLambda.class.getResource(resource()) != null;
    }

    /**
     * Unpacks the library of this machine.
     *
     * @param file where to; replaced at once if it exists, so that a running process keeps what it has mapped
     * @throws IOException if the client has none for this machine, or it cannot be written
     */
    static Path unpack(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (InputStream library = AWSLambda.class.getResourceAsStream(resource())) {
            if (library == null) {
                throw new IOException("AWS's Lambda runtime client has no native library " + resource());
            }
            Files.copy(library, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String resource() {
        return "/jni/libaws-lambda-jni.linux%s-%s.so".formatted(libc(), architecture());
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "aarch_64";
            case "amd64" -> "x86_64";
            default -> System.getProperty("os.arch");
        };
    }

    private static String libc() {
        boolean musl =
                Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
        return musl ? "_musl" : "";
    }
}
