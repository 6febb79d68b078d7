package io.tillstream.infra.transform;

import io.tillstream.infra.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnDataQualityRuleset;

/**
 * The rules of the quality gate as rulesets of AWS Glue Data Quality, so that anybody may run them over a whole table from the
 * console. The gate itself does not need them: the jobs bring their own copy, from the same files.
 */
final class QualityRulesets {
    private static final String ENDING = ".dqdl";
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*#.*\\R?");

    /** The gate marks the rows of the batch that it judges. A table has no such column, and the rules hold for all its rows. */
    private static final Pattern OF_ONE_BATCH = Pattern.compile("\\s+where\\s+\"in_batch\"");

    private QualityRulesets() {}

    /**
     * Makes a ruleset of each file.
     *
     * @param directory holds {@code LAYER.TABLE.dqdl}
     */
    static void create(Stack stack, String prefix, Lake lake, Path directory) {
        for (Path file : files(directory)) {
            String table = file.getFileName().toString().replace(ENDING, "");
            String[] parts = table.split("\\.", -1);
            CfnDataQualityRuleset.Builder.create(stack, "Rules" + parts[0] + parts[1])
                    .name(prefix + "-" + table.replace('.', '-'))
                    .description("What the gate holds every batch of " + table + " to, for the whole table")
                    .ruleset(ofTheWholeTable(read(file)))
                    .targetTable(CfnDataQualityRuleset.DataQualityTargetTableProperty.builder()
                            .databaseName(lake.database(parts[0]))
                            .tableName(parts[1])
                            .build())
                    .build();
        }
    }

    /** Returns the rules without comments, which DQDL has none of, and without what limits them to one batch. */
    static String ofTheWholeTable(String dqdl) {
        return OF_ONE_BATCH
                .matcher(COMMENT_LINE.matcher(dqdl).replaceAll(""))
                .replaceAll("")
                .strip();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
