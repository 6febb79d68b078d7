package io.tillstream.benchmarks.ingest;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class path, as {@code -cp} takes it.
 *
 * @param value its files, with the platform's separator
 */
record ClassPath(String value) {
    /** Returns the version in the name of an artefact's jar, or {@code unknown}. */
    String version(String artefact) {
        Pattern jar = Pattern.compile(Pattern.quote(artefact) + "-(\\d.*)\\.jar");
        for (String file : value.split(Pattern.quote(File.pathSeparator), -1)) {
            Matcher found = jar.matcher(Path.of(file).getFileName().toString());
            if (found.matches()) {
                return found.group(1);
            }
        }
        return "unknown";
    }
}
