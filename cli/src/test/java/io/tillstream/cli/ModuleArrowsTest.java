package io.tillstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which module may name which: stand-ins know no command, operations know no stand-in and no local run. */
class ModuleArrowsTest {
    private static final Path ROOT = Installation.current().root();

    @ParameterizedTest
    @CsvSource({
        "standins,   operations|local|chaos|page|cli",
        "operations, standins|local|chaos|page|cli",
        "page,       standins|local|chaos|cli",
        "cli,        standins|local|chaos",
        "local,      chaos|page|cli",
        "chaos,      page|cli"
    })
    void aModuleNamesNoneOfThese(String module, String forbidden) throws IOException {
        Pattern name = Pattern.compile("\\bio\\.tillstream\\.(" + forbidden + ")\\b");
        List<String> arrows = new ArrayList<>();
        List<Path> sources = sources(module);
        for (Path source : sources) {
            if (name.matcher(Files.readString(source)).find()) {
                arrows.add(ROOT.relativize(source).toString());
            }
        }

        assertThat(sources).hasSizeGreaterThan(10);
        assertThat(arrows).isEmpty();
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
