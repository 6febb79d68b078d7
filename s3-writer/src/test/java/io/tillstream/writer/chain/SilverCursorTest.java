package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.ChainId;
import io.tillstream.writer.error.ChainAlarmException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SilverCursorTest {
    private static final ChainId CHAIN = new ChainId("t", "q7Vn0tZqQ0-h_1DXc3yGkA", 3);

    @Test
    void findsTheChainsOffset() {
        assertThat(next("{\"t/other/3\": 9, \"nested\": {\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 8},"
                        + " \"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 12345678901}"))
                .isEqualTo(12_345_678_901L);
        assertThat(next("{}")).isZero();
    }

    @Test
    void aCopyThatCannotBeReadNeedsAPerson() {
        for (String bad : new String[] {"", "[]", "{\"a\":", "{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": \"x\"}", "not json"}) {
            assertThatThrownBy(() -> next(bad)).isInstanceOf(ChainAlarmException.class);
        }
    }

    private static long next(String json) {
        return SilverCursor.next(json.getBytes(StandardCharsets.UTF_8), CHAIN);
    }
}
