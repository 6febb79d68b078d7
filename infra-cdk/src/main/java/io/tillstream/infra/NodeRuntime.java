package io.tillstream.infra;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Node.js, in which the CDK runs. */
public final class NodeRuntime {
    /** What to tell somebody who has none. */
    public static final String MISSING =
            "The AWS CDK needs Node.js 20 or later, and there is no node on the PATH. Install it (https://nodejs.org), then try again.";

    private NodeRuntime() {}

    /** Tells whether there is a {@code node} on the PATH. */
    public static boolean isPresent(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve("node"))
                        || Files.isExecutable(directory.resolve("node.exe")));
    }
}
