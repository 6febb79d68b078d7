package io.tillstream.local.pipeline;

import io.tillstream.operations.command.CommandException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files and the mapping that reads them, as {@code --source} and {@code --catalogue} name them.
 *
 * @param mapping name of a bundled mapping, or the path of a mapping file
 * @param files the files, sorted by name; never empty
 */
public record SourceSpec(String mapping, List<Path> files) {
    /** Copies what it is given. */
    public SourceSpec {
        files = List.copyOf(files);
    }

    /**
     * Reads {@code MAPPING=GLOB} and finds the files.
     *
     * @param option the option, for the message
     * @param text its value
     * @param directory where relative paths start
     * @throws CommandException.Usage when the form is wrong or no file matches
     */
    public static SourceSpec parse(String option, String text, Path directory) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new CommandException.Usage(
                    option + " " + text + " is not MAPPING=FILES, such as superstore_us='sales/*.csv'.");
        }
        String mapping = text.substring(0, equals);
        List<Path> files = Glob.expand(text.substring(equals + 1), directory);
        Path named = directory.resolve(text.substring(equals + 1));
        if (files.isEmpty() && java.nio.file.Files.isDirectory(named)) {
            throw new CommandException.Usage(option + " " + text + ": no file matches, because " + named
                    + " is a directory. Name the files in it, for example " + mapping + "='"
                    + text.substring(equals + 1) + "/*.csv'.");
        }
        if (files.isEmpty()) {
            throw new CommandException.Usage(option + " " + text + ": no file matches " + named
                    + ". Check the path; quote a pattern for the shell.");
        }
        return new SourceSpec(mapping, files);
    }

    /** The mapping's name without directory and extension, in letters that a file name and a report may carry. */
    public String name() {
        String base = Path.of(mapping).getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return base.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
