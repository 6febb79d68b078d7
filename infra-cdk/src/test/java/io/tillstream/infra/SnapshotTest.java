package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The templates of all presets, as they were when somebody last looked at them. {@code -Dtillstream.snapshots=write} looks again. */
@RequiresNode
class SnapshotTest {
    private static final Path SNAPSHOTS =
            Synthesised.ROOT.resolve("infra-cdk/src/test/resources/io/tillstream/infra/snapshots");

    @ParameterizedTest
    @EnumSource(
            value = Synthesised.class,
            names = {"SMALL", "DEV", "PROD"})
    void templatesAreAsTheyWere(Synthesised environment) throws IOException {
        for (Map.Entry<String, JsonNode> stage : environment.templates().entrySet()) {
            String text = new ObjectMapper()
                    .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                    .writer(new DefaultPrettyPrinter()
                            .withObjectIndenter(new DefaultIndenter(" ", "\n"))
                            .withArrayIndenter(new DefaultIndenter(" ", "\n")))
                    .writeValueAsString(new ObjectMapper().convertValue(stage.getValue(), Object.class));
            compare(
                    SNAPSHOTS.resolve(
                            environment.name().toLowerCase(java.util.Locale.ROOT) + "-" + stage.getKey() + ".json"),
                    withoutHashes(text) + "\n");
        }
    }

    /** Assets and Lambda versions are named by what is built; that is not what this test is about. */
    private static String withoutHashes(String text) {
        return text.replaceAll("[0-9a-f]{64}", "HASH").replaceAll("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1HASH");
    }

    static void compare(Path snapshot, String text) throws IOException {
        if ("write".equals(System.getProperty("tillstream.snapshots"))) {
            Files.createDirectories(snapshot.getParent());
            Files.writeString(snapshot, text);
        }
        assertThat(text)
                .as("%s; if the change is wanted, run with -Dtillstream.snapshots=write and review it", snapshot)
                .isEqualTo(Files.isRegularFile(snapshot) ? Files.readString(snapshot) : "");
    }
}
