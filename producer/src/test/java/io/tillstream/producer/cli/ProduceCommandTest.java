package io.tillstream.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProduceCommandTest {
    private final TestProgram program = new TestProgram();

    @Test
    void theSameOptionsSendTheSameBytes() {
        assertThat(produce("--events 500 --seed 7")).isZero();
        List<String> first = List.copyOf(program.events);

        assertThat(produce("--events 500 --seed 7")).isZero();
        assertThat(program.events).isEqualTo(first);
        assertThat(produce("--events 500 --seed 8")).isZero();
        assertThat(program.events).isNotEqualTo(first);
    }

    @Test
    void withoutANumberItGoesOnUntilItIsEndedAndLaterFromThere() throws IOException {
        program.stoppingAfter(40);
        assertThat(produce("--rate 100000")).isEqualTo(CliContext.STOPPED);
        List<String> begun = List.copyOf(program.events);

        assertThat(begun).hasSize(40);
        assertThat(program.result().get("status").asText()).isEqualTo("stopped");
        assertThat(program.result().get("sent").asLong()).isEqualTo(40);
        assertThat(program.result().has("total")).isFalse();
        assertThat(program.err.toString()).contains("To continue, give --from-event 41");

        program.stoppingAfter(60);
        assertThat(produce("--rate 100000")).isEqualTo(CliContext.STOPPED);
        List<String> longer = List.copyOf(program.events);
        assertThat(longer.subList(0, 40)).isEqualTo(begun);
        program.stoppingAfter(20);
        assertThat(produce("--rate 100000 --from-event 41")).isEqualTo(CliContext.STOPPED);
        assertThat(program.events).isEqualTo(longer.subList(40, 60));
    }

    @Test
    void itEndsWithASummaryThatAddsUp() throws IOException {
        assertThat(produce("--events 3000 --duplicate-share 0.1 --malformed-share 0.05 --return-share 0.2"))
                .isZero();

        assertThat(program.err.toString()).contains("made 3,000 events: ");
        var result = program.result();
        assertThat(result.get("sent").asLong()).isEqualTo(3_000);
        assertThat(result.get("lines").asLong() + result.get("malformed").asLong())
                .isEqualTo(3_000);
        assertThat(result.get("distinct").asLong() + result.get("duplicates").asLong())
                .isEqualTo(result.get("lines").asLong());
        assertThat(result.get("returns").asLong()).isBetween(300L, 900L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--events 0",
                "--events many",
                "--events 5 --days 0",
                "--events 5 --change-share 2",
                "--events 5 --late-share -1",
                "--events 5 --from-event 0",
                "--events-per-day 0",
                "--rate 0",
                "--start 1066-10-14",
            })
    void wrongOptionsAreUsageErrorsThatNameTheOption(String options) {
        assertThat(produce(options)).isEqualTo(2);

        String option = options.substring(options.lastIndexOf("--")).replaceFirst(" .*", "");
        assertThat(program.err.toString()).contains(option).doesNotContain("\tat ");
        assertThat(program.opened()).isZero();
    }

    private int produce(String options) {
        return program.run(("produce --bootstrap-servers k:1 " + options).split(" "));
    }
}
