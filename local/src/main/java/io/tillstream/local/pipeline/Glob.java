package io.tillstream.local.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds files by a pattern as {@link java.nio.file.FileSystem#getPathMatcher} reads it, from the first directory without a wildcard. */
final class Glob {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private Glob() {}

    /**
     * The regular files that match, sorted; a name that exists as written is that file alone.
     *
     * @param pattern a path or a pattern; relative ones start at the directory
     */
    static List<Path> expand(String pattern, Path directory) {
        Path literal = literal(pattern, directory);
        if (literal != null && Files.isRegularFile(literal)) {
            return List.of(literal);
        }
        String absolute =
                pattern.startsWith("/") ? pattern : directory.toAbsolutePath().normalize() + "/" + pattern;
        Path start = Path.of("/");
        for (String name : absolute.substring(1).split("/")) {
            if (WILDCARD.matcher(name).find()) {
                break;
            }
            start = start.resolve(name);
        }
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + absolute);
        int depth =
                absolute.contains("**") ? Integer.MAX_VALUE : Path.of(absolute).getNameCount() - start.getNameCount();
        try (Stream<Path> files = Files.walk(start, depth)) {
            return files.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path literal(String pattern, Path directory) {
        try {
            return directory.toAbsolutePath().resolve(pattern).normalize();
        } catch (InvalidPathException e) {
            // A pattern may hold what no path can: then it is no file's name.
            return null;
        }
    }
}
