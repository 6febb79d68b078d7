package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Everything that this module sends to Redshift is Redshift's dialect, in the judgement of a maintained parser (npm
 * {@code @polyglot-sql/sdk}). What it wrongly refuses is listed in {@code src/test/dialect/false-alarms.json} with the reason, and
 * is checked without the words that it does not know. Skipped where there is no Node.
 */
class DialectIT {
    private static final Path SOURCE = Path.of("src/test/dialect");
    private static final Path PACKAGES = Path.of("target/dialect");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The build installs the parser before (src/test/dialect/install), and ends with a warning where it could not. */
    @BeforeAll
    static void findParser() throws IOException {
        assumeTrue(
                Files.isDirectory(PACKAGES.resolve("node_modules")),
                "Skipped: the SQL parser is not installed (npm), see src/test/dialect/install");
        Files.copy(SOURCE.resolve("parse.mjs"), PACKAGES.resolve("parse.mjs"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void everyStatementParses() throws IOException, InterruptedException {
        Map<String, String> statements = statements();
        Map<String, String> refused = refused(statements);
        Map<String, String> reworded = new LinkedHashMap<>();
        TreeSet<String> alarms = new TreeSet<>();
        for (JsonNode alarm : JSON.readTree(SOURCE.resolve("false-alarms.json").toFile())) {
            String beginning = alarm.get("statement").asText();
            refused.keySet().stream()
                    .filter(name -> statements.get(name).startsWith(beginning))
                    .forEach(name -> {
                        alarms.add(beginning);
                        reworded.put(
                                name,
                                statements
                                        .get(name)
                                        .replaceAll(
                                                alarm.get("without").asText(),
                                                alarm.get("instead").asText()));
                    });
            assertThat(alarms).as("false alarms that are raised no more").contains(beginning);
        }
        refused.keySet().removeAll(reworded.keySet());
        assertThat(refused).isEmpty();
        assertThat(refused(reworded)).isEmpty();
        assertThat(statements).hasSizeGreaterThan(100);
    }

    @Test
    void whatIsNoSqlIsRefused() throws IOException, InterruptedException {
        assertThat(refused(new TreeMap<>(
                        Map.of("a", "SELECT FROM WHERE x", "b", "SELECT a FROM t GROUP", "c", "SELECT 1"))))
                .containsOnlyKeys("a", "b");
    }

    private static Map<String, String> statements() {
        Warehouse warehouse = Warehouse.bundled();
        Map<String, String> statements = new LinkedHashMap<>();
        add(statements, "bootstrap", warehouse.bootstrap());
        warehouse.migrations().forEach(migration -> add(statements, migration.name(), migration.batch()));
        Stream.concat(
                        warehouse.analytics().stream(),
                        Arrays.stream(AuditQuery.values()).map(AuditQuery::query))
                .forEach(query -> statements.put(query.name(), query.sql()));
        add(statements, "load", LoadStatementsTest.worstLoad());
        Arrays.stream(MaterializedView.values()).forEach(view -> statements.put(view.viewName(), view.refresh()));
        return statements;
    }

    private static void add(Map<String, String> statements, String name, List<String> sqls) {
        for (int i = 0; i < sqls.size(); i++) {
            statements.put(name + ", statement " + (i + 1), sqls.get(i));
        }
    }

    private static Map<String, String> refused(Map<String, String> statements)
            throws IOException, InterruptedException {
        ArrayNode input = JSON.createArrayNode();
        statements.forEach((name, sql) -> input.addObject().put("name", name).put("sql", sql));
        Process node = new ProcessBuilder("node", "parse.mjs")
                .directory(PACKAGES.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JSON.writeValue(node.getOutputStream(), input);
        JsonNode errors = JSON.readTree(node.getInputStream());
        assertThat(node.waitFor()).as("exit code of the parser").isZero();
        Map<String, String> refused = new LinkedHashMap<>();
        errors.forEach(error ->
                refused.put(error.get("name").asText(), error.get("error").asText()));
        return refused;
    }
}
