package io.tillstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/explanation/exactly-once.md points at exists, and each of its failures points at one. */
class ExactlyOncePageTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");

    private final Path root = Installation.current().root();

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        List<MatchResult> names = NAMED.matcher(page()).results().toList();
        assertThat(names).hasSizeGreaterThan(40);
        for (MatchResult name : names) {
            String source = source(name.group(1));
            if (name.group(2) != null) {
                assertThat(source).as(name.group()).containsPattern("void " + name.group(2) + "\\(");
            }
        }
    }

    @Test
    void everyFailureHasAPictureAndATest() throws IOException {
        String[] sections = SECTION.split(page());
        // The first is the title, the last says what is not promised.
        for (int i = 1; i < sections.length - 1; i++) {
            String title = sections[i].lines().findFirst().orElseThrow();
            assertThat(sections[i]).as(title).contains("```mermaid").containsPattern(NAMED);
        }
    }

    private String page() throws IOException {
        return Files.readString(root.resolve("docs/explanation/exactly-once.md"));
    }

    private String source(String className) throws IOException {
        for (String module : List.of("s3-writer", "aws-clients", "chaos", "standins", "cli", "sales-events")) {
            try (Stream<Path> files = Files.walk(root.resolve(module + "/src/test/java"))) {
                List<Path> found = files.filter(
                                file -> file.getFileName().toString().equals(className + ".java"))
                        .toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        throw new AssertionError("there is no test " + className);
    }
}
