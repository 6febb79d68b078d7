package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a runbook's commands name exists: resources in the synthesised templates, metrics, relations of the warehouse. */
@RequiresNode
class RunbookCommandsTest {
    private static final Path RUNBOOKS = Synthesised.ROOT.resolve("docs/how-to/runbooks");
    private static final Path MIGRATIONS =
            Synthesised.ROOT.resolve("redshift-sql/src/main/resources/io/tillstream/warehouse/migrations");
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\\n(.*?)```");
    private static final Pattern NAME = Pattern.compile("[\\w/.-]*(?:\\$PREFIX|\\$\\{PREFIX//-/_})[\\w/.$-]*");
    private static final Pattern METRIC = Pattern.compile("--metric-name (\\S+)");
    private static final Pattern RELATION = Pattern.compile("\\b(?:ops|sales)\\.\\w+");
    private static final Pattern DEFINED =
            Pattern.compile("CREATE (?:TABLE|VIEW|MATERIALIZED VIEW)(?: IF NOT EXISTS)? (\\w+\\.\\w+)");

    /** Each environment's prefix, and every text in its templates. */
    private static final Map<Synthesised, String> PREFIXES = Map.of(
            Synthesised.SMALL,
            "tillstream-small",
            Synthesised.DEV,
            "tillstream-dev",
            Synthesised.PROD,
            "tillstream",
            Synthesised.EVERYTHING,
            "all");

    private final Map<Synthesised, Set<String>> texts = PREFIXES.keySet().stream()
            .collect(Collectors.toMap(environment -> environment, RunbookCommandsTest::texts));

    @Test
    void everyNamedResourceIsInATemplate() throws IOException {
        List<String> absent = new ArrayList<>();
        int names = 0;
        for (Path runbook : runbooks()) {
            for (String name : matches(NAME, commands(runbook))) {
                names++;
                if (PREFIXES.keySet().stream().noneMatch(environment -> exists(name, environment))) {
                    absent.add(runbook.getFileName() + ": " + name);
                }
            }
        }
        assertThat(names).isGreaterThan(100);
        assertThat(absent).isEmpty();
    }

    @Test
    void everyMetricIsOneThatAlarmsOrTheDashboardUse() throws IOException {
        String known = Synthesised.DEV.template("monitoring").toString() + Synthesised.SMALL.template("monitoring");
        for (Path runbook : runbooks()) {
            assertThat(matches(METRIC, commands(runbook)))
                    .as(runbook.toString())
                    .allSatisfy(metric -> assertThat(known).contains(metric));
        }
    }

    @Test
    void everyRelationIsMadeByAMigration() throws IOException {
        Set<String> defined = new HashSet<>();
        for (Path migration : files(MIGRATIONS, ".sql")) {
            defined.addAll(matches(DEFINED, Files.readString(migration)));
        }
        assertThat(defined).contains("ops.load_ledger", "sales.fact_sales", "ops.slow_queries");
        int relations = 0;
        for (Path runbook : runbooks()) {
            List<String> named = matches(RELATION, commands(runbook));
            relations += named.size();
            assertThat(defined).as(runbook.toString()).containsAll(named);
        }
        assertThat(relations).isPositive();
    }

    @Test
    void everyRunbookSetsItsVariablesFirst() throws IOException {
        for (Path runbook : runbooks()) {
            assertThat(matches(SHELL, Files.readString(runbook)).get(0))
                    .as(runbook.toString())
                    .isEqualTo("""
                            export AWS_REGION=us-east-1 PREFIX=tillstream-dev
                            ACCOUNT=$(aws sts get-caller-identity --query Account --output text)
                            """);
        }
    }

    /** Nothing is left for the reader to look up first, except what a command before it prints. */
    @Test
    void noCommandHasAPlaceholderForAnAddress() throws IOException {
        for (Path runbook : runbooks()) {
            assertThat(commands(runbook))
                    .as(runbook.toString())
                    .doesNotContainPattern("\\bARN\\b|ARN_OF|LOADS_QUEUE|[ /]LAKE\\b(?!=)|ACCESS_LOG_BUCKET");
        }
    }

    @Test
    void aNameThatNoTemplateHasIsNoticed() {
        assertThat(exists("$PREFIX-loader", Synthesised.DEV)).isTrue();
        assertThat(exists("$PREFIX-loaders", Synthesised.DEV)).isFalse();
        assertThat(exists("silver.quarantine", Synthesised.DEV)).isFalse();
    }

    private boolean exists(String name, Synthesised environment) {
        String prefix = PREFIXES.get(environment);
        String actual = name.replace("${PREFIX//-/_}", prefix.replace('-', '_'))
                .replace("$PREFIX", prefix)
                .replace("$ACCOUNT", "ACCOUNT")
                .replace("$AWS_REGION", "us-east-1");
        return actual.endsWith("-")
                ? texts.get(environment).stream().anyMatch(text -> text.startsWith(actual))
                : texts.get(environment).contains(actual);
    }

    private static Set<String> texts(Synthesised environment) {
        Set<String> texts = new HashSet<>();
        environment.templates().values().forEach(template -> collect(template, texts));
        return texts;
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        } else if (node.path("Fn::Join").isArray()) {
            StringBuilder joined = new StringBuilder();
            for (JsonNode part : node.path("Fn::Join").path(1)) {
                joined.append(
                        part.isTextual()
                                ? part.asText()
                                : pseudo(part.path("Ref").asText()));
            }
            texts.add(joined.toString());
        }
        node.forEach(child -> collect(child, texts));
    }

    private static String pseudo(String reference) {
        return reference.equals("AWS::AccountId") ? "ACCOUNT" : "?";
    }

    private static List<Path> runbooks() throws IOException {
        return files(RUNBOOKS, ".md");
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String commands(Path runbook) throws IOException {
        List<String> blocks = matches(SHELL, Files.readString(runbook));
        return String.join("\n", blocks.subList(1, blocks.size()));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .toList();
    }
}
