package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Sale;
import io.tillstream.producer.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/how-to/mappings.md to its word. */
class MappingsPageTest {
    @TempDir
    private Path directory;

    @Test
    void theExampleMakesTheEventsItShows() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("tillstream.root"), "docs/how-to/mappings.md"));
        Path file = Files.writeString(directory.resolve("shop.csv"), block(page, "csv"));
        Mapping mapping = new MappingReader().read("shop.yaml", block(page, "yaml"));

        MappedFile mapped = MappedFile.of(mapping, file);

        List<String> shown = block(page, "json").lines().toList();
        assertThat(mapped.sales())
                .extracting(Sale::toString)
                .extracting(json -> json.replaceFirst("(\"event_id\":\"[0-9a-f]{4})[0-9a-f]{60}\"", "$1…\""))
                .isEqualTo(shown);
        assertThat(mapped.faults())
                .containsExactly(
                        "4: order_ts: '31.02.2024 14:09' fits none of the formats dd.MM.uuuu HH:mm |" + " dd.MM.uuuu");
    }

    private static String block(String page, String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }
}
