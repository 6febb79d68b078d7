package io.tillstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {
    @TempDir
    Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("in/deep"));
        for (String name : new String[] {"in/b.csv", "in/a.csv", "in/c.txt", "in/deep/d.csv", "in/x[1].csv"}) {
            Files.writeString(directory.resolve(name), "");
        }
    }

    @Test
    void aPatternFindsFilesSortedByName() {
        assertThat(parse("superstore_us=in/?.csv").files()).containsExactly(file("in/a.csv"), file("in/b.csv"));
        assertThat(parse("superstore_us=in/{a,c}.*").files()).containsExactly(file("in/a.csv"), file("in/c.txt"));
    }

    @Test
    void twoStarsCrossDirectories() {
        assertThat(parse("m=**/[ad].csv").files()).containsExactly(file("in/a.csv"), file("in/deep/d.csv"));
    }

    @Test
    void aNameThatExistsIsThatFile() {
        assertThat(parse("m=in/x[1].csv").files()).containsExactly(file("in/x[1].csv"));
        assertThat(parse("m=" + file("in/a.csv")).files()).containsExactly(file("in/a.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=in/*.json", "m=nowhere/*.csv", "m=in/missing.csv", "m=in/deep"})
    void noMatchIsAnErrorThatNamesThePattern(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("--source " + text)
                .hasMessageContaining("no file matches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "superstore_us", "=a.csv", "superstore_us="})
    void anotherFormIsAnErrorThatShowsTheRightOne(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("MAPPING=FILES");
    }

    @Test
    void theNameOfAMappingFileIsSafeForAFileName() {
        assertThat(parse("my maps/till 7.yaml=in/a.csv").name()).isEqualTo("till_7");
        assertThat(parse("pizza_sales=in/a.csv").name()).isEqualTo("pizza_sales");
    }

    private SourceSpec parse(String text) {
        return SourceSpec.parse("--source", text, directory);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
