package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRunTest {
    private static final SourceRun RUN = new SourceRun(
            "r1",
            SourceRun.State.DONE,
            "2026-12-01T00:00:00Z",
            "shop",
            "sales_events",
            List.of("/a/\"x\" ü.csv", "/a/y.csv"),
            true,
            12,
            10,
            2,
            3,
            "/a/rejects.jsonl",
            77);

    @Test
    void aLineKeepsEverything() {
        assertThat(SourceRun.parse(RUN.line())).isEqualTo(RUN);
        assertThat(RUN.line()).doesNotContain("\n").contains("\"state\":\"done\"", "\"left_out\":3");
    }

    @Test
    void aLineThatIsNoneIsNamedByItsFault() {
        assertThatThrownBy(() -> SourceRun.parse(RUN.line().replace("\"done\"", "\"lost\"")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("state cannot be lost");
        assertThatThrownBy(() -> SourceRun.parse("{\"run\":\"r1\"")).isInstanceOf(ContractException.class);
        assertThatThrownBy(() -> SourceRun.parse("{\"run\":\"r1\"}"))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("state is missing");
    }
}
