package io.tillstream.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.operations.command.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTargetTest {
    @Test
    void anIdOfAnyTextTravelsThroughALineOfArguments() {
        String id = "order\t7\n--limit 1 Zürich";

        List<String> arguments = new TraceTarget.Id(id).jobArguments();

        assertThat(arguments).hasSize(2).first().isEqualTo("--id-base64");
        assertThat(arguments.get(1)).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(arguments.get(1)), StandardCharsets.UTF_8))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:", ":1", "1:-1", "a:1", "1:9999999999999999999", "1:2:3"})
    void aRecordIsPartitionAndOffset(String text) {
        assertThatThrownBy(() -> TraceTarget.Record.parse(text))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("PARTITION:OFFSET");
        assertThat(TraceTarget.Record.parse("3:1234").jobArguments())
                .containsExactly("--partition", "3", "--offset", "1234");
    }

    @Test
    void aBlankIdIsRefused() {
        assertThatThrownBy(() -> new TraceTarget.Id(" ")).isInstanceOf(CommandException.Usage.class);
    }

    @Test
    void theTextSaysWhereTheValueComesFromAndKeepsControlCharactersAway() throws Exception {
        TracedRow row = new TracedRow(
                new Coordinates("id", 1, 2, 0),
                new ObjectMapper()
                        .readTree(
                                "{\"decision\":\"quarantined\",\"batch_no\":4,\"object\":\"bronze/x\",\"kafka_micros\":0,"
                                        + "\"reason\":{\"code\":\"not_json\",\"detail\":\"a\\u001bb\"}}"),
                Map.of(),
                new Value(new byte[] {27, 'x'}, Value.Origin.BRONZE));

        String text = TraceText.of(new Tracer.Result(List.of(row), true), "sales_events");

        assertThat(text)
                .contains("quarantined in batch 4 as not_json")
                .contains(Value.Origin.BRONZE.sentence())
                .contains("1970-01-01T00:00:00Z")
                .contains("warehouse nothing")
                .contains("There are more rows")
                .doesNotContain("\u001b");
    }
}
