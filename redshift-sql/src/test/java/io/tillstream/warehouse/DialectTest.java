package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * {@code @polyglot-sql/sdk}). What it wrongly refuses stands in {@code src/test/dialect/false-alarms.json} with the reason, and
 * is checked without the words that it does not know. Skipped where there is no Node.
 */
class DialectTest {
    private static final Path SOURCE = Path.of("src/test/dialect");
    private static final Path PACKAGES = Path.of("target/dialect");
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void installParser() throws IOException, InterruptedException {
        assumeTrue(runs("node", "--version") && runs("npm", "--version"), "Skipped: there is no Node on the path");
        Files.createDirectories(PACKAGES);
        Files.copy(SOURCE.resolve("parse.mjs"), PACKAGES.resolve("parse.mjs"), StandardCopyOption.REPLACE_EXISTING);
        Path lock = PACKAGES.resolve("package-lock.json");
        if (Files.exists(PACKAGES.resolve("node_modules"))
                && Files.exists(lock)
                && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0) {
            return;
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(SOURCE.resolve(file), PACKAGES.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = new ProcessBuilder("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund")
                .directory(PACKAGES.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(npm.waitFor()).as("npm ci: " + output).isZero();
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

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
