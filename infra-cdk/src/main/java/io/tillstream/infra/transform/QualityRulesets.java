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

    /** One rule of the list; the gate marks the rows of the batch that it judges, and a table has no such column. */
    private static final Pattern RULE = Pattern.compile("(?m)^(\\s+\\w.*?)(\\s+where\\s+\"in_batch\")?(,?)$");

    /** The rules are about the sales that count; the table has every other decision too. */
    private static final String CURRENT_SALES = " where \"decision = 'accepted' and superseded_by is null\"";

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
                    .description("What the gate holds every batch of " + table + " to, for all its sales")
                    .ruleset(ofTheWholeTable(read(file)))
                    .targetTable(CfnDataQualityRuleset.DataQualityTargetTableProperty.builder()
                            .databaseName(lake.database(parts[0]))
                            .tableName(parts[1])
                            .build())
                    .build();
        }
    }

    /** Returns the rules without comments, which DQDL has none of, each for all sales that count instead of one batch. */
    static String ofTheWholeTable(String dqdl) {
        return RULE.matcher(COMMENT_LINE.matcher(dqdl).replaceAll(""))
                .replaceAll("$1" + CURRENT_SALES + "$3")
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
