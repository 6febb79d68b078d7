package io.tillstream.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fault on the page has a test that makes it happen, and every alarm that it names has a runbook. */
class FaultsPageTest {
    private static final Path ROOT = Path.of(System.getProperty("tillstream.root"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!fault|---).*\\| ([^|]*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern ALARM = Pattern.compile("`((?:writer|load|run|gold|silver|ledger)-[a-z]+)`");

    @Test
    void everyFaultHasATestThatMakesItHappen() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/faults.md"));
        Map<String, Path> classes = testClasses();
        List<MatchResult> rows = ROW.matcher(page).results().toList();

        assertThat(rows).hasSizeGreaterThan(25);
        assertThat(rows).allSatisfy(row -> {
            List<MatchResult> tests = TEST.matcher(row.group(1)).results().toList();
            assertThat(tests).as(row.group()).isNotEmpty();
            for (MatchResult test : tests) {
                assertThat(classes).containsKey(test.group(1));
                assertThat(Files.readString(classes.get(test.group(1)))).contains("void " + test.group(2) + "(");
            }
        });
        assertThat(ALARM.matcher(page).results().map(alarm -> alarm.group(1)))
                .allSatisfy(alarm -> assertThat(ROOT.resolve("docs/how-to/runbooks/" + alarm + ".md"))
                        .exists());
    }

    private static Map<String, Path> testClasses() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> sources = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            return sources.stream()
                    .flatMap(FaultsPageTest::files)
                    .filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            Function.identity(),
                            (one, other) -> one));
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
