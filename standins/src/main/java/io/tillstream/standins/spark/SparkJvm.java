package io.tillstream.standins.spark;

import java.util.ArrayList;
import java.util.List;

/** What a JVM needs to run Spark: the flags of its own launcher (org.apache.spark.launcher.JavaModuleOptions). */
public final class SparkJvm {
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private SparkJvm() {}

    /** Returns the flags for Java 17. */
    public static List<String> flags() {
        List<String> flags = new ArrayList<>();
        OPENED.forEach(opened -> flags.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        flags.add("--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED");
        flags.add("-Djdk.reflect.useDirectMethodHandle=false");
        return List.copyOf(flags);
    }
}
