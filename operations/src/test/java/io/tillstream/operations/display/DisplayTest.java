package io.tillstream.operations.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DisplayTest {
    @Test
    void saysHowFarHowFastAndHowLong() {
        assertThat(ProgressText.of(5_000, 20_000, "records", 5))
                .isEqualTo("5,000 of 20,000 records, 1,000/s, 15 s left");
        assertThat(ProgressText.of(5_000, 0, "events", 2)).isEqualTo("5,000 events, 2,500/s, 2 s so far");
        assertThat(ProgressText.of(0, 20_000, "records", 4)).isEqualTo("0 of 20,000 records, 4 s so far");
        assertThat(ProgressText.of(0, 0, "rows", 7)).isEqualTo("7 s so far");
        assertThat(ProgressText.of(5, 11, "steps", 15)).isEqualTo("5 of 11 steps, 15 s so far");
    }

    @Test
    void aStageLeavesOneLineWithItsRate() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Display display = new ConsoleDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

        try (Display.Stage stage = display.begin("produce", "events", 100)) {
            stage.at(50, 100);
            stage.done(100_000, 2, "simulator");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("produce        100,000 events       2.0 s     50,000/s  simulator");
    }
}
