package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Finds the files that a command names. */
public final class InputFiles {
    private InputFiles() {}

    /**
     * Returns the files in the order given, those of a pattern by name, each once.
     *
     * @param arguments paths, or patterns such as {@code sales-*.csv} whose last part has {@code * ? [ {}
     * @throws UsageException if a file is missing, unreadable or none, or a pattern has no match
     */
    public static List<Path> find(List<String> arguments) {
        return find(arguments, true);
    }

    /** As {@link #find}, but a pattern may have no match yet. */
    public static List<Path> findAny(List<String> arguments) {
        return find(arguments, false);
    }

    private static List<Path> find(List<String> arguments, boolean needed) {
        Set<Path> files = new LinkedHashSet<>();
        for (String argument : arguments) {
            Path path = Path.of(argument);
            if (!Files.exists(path) && argument.matches(".*[*?\\[{].*")) {
                files.addAll(matches(argument, needed));
            } else {
                files.add(path);
            }
        }
        files.forEach(InputFiles::requireReadable);
        return List.copyOf(files);
    }

    private static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException(file + ": no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + ": is not a file; name the files in it, for example '" + file + "/*.csv'");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(file + ": may not be read by this user");
        }
    }

    private static List<Path> matches(String pattern, boolean needed) {
        int slash = pattern.lastIndexOf('/');
        Path directory = slash < 0 ? Path.of("") : Path.of(pattern.substring(0, slash + 1));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern.substring(slash + 1))) {
                entries.forEach(entry -> {
                    if (Files.isRegularFile(entry)) {
                        found.add(entry);
                    }
                });
            } catch (PatternSyntaxException | IOException e) {
                throw new UsageException(pattern + ": cannot be searched: " + e.getMessage(), e);
            }
        }
        if (found.isEmpty() && needed) {
            throw new UsageException(pattern + ": no file matches");
        }
        Collections.sort(found);
        return found;
    }
}
