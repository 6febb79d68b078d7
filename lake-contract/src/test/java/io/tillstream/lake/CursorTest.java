package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final ChainId CHAIN = new ChainId("t", "q7Vn0tZqQ0-h_1DXc3yGkA", 3);
    private static final ChainId TENTH = new ChainId("t", "q7Vn0tZqQ0-h_1DXc3yGkA", 10);

    @Test
    void theJsonIsTheContracts() {
        Cursor cursor = Cursor.START.with(CHAIN, 12_345_678_901L).with(TENTH, 0);
        assertThat(cursor.json())
                .isEqualTo("{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/10\":0,\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\":12345678901}");
        assertThat(Cursor.parse(cursor.json())).isEqualTo(cursor);
        assertThat(Cursor.parse("{}")).isEqualTo(Cursor.START);
        assertThat(Cursor.START.json()).isEqualTo("{}");
    }

    @Test
    void aChainThatIsNotNamedIsAtZero() {
        assertThat(Cursor.START.next(CHAIN)).isZero();
        assertThat(Cursor.START.with(CHAIN, 7).next(CHAIN)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"a\":",
                "{\"other\": 1}",
                "{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": \"x\"}",
                "{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": null}",
                "{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 1.5}",
                "{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 1, \"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 2}",
                "{} {}"
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> Cursor.parse(json)).isInstanceOf(ContractException.class);
    }

    @Test
    void oneChainIsFoundWithoutReadingTheOthers() {
        assertThat(next("{\"t/other/3\": 9, \"nested\": {\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 8},"
                        + " \"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": 12345678901}"))
                .isEqualTo(12_345_678_901L);
        assertThat(next("{}")).isZero();
        for (String bad : new String[] {"", "[]", "{\"a\":", "{\"t/q7Vn0tZqQ0-h_1DXc3yGkA/3\": \"x\"}", "not json"}) {
            assertThatThrownBy(() -> next(bad)).isInstanceOf(ContractException.class);
        }
    }

    private static long next(String json) {
        return Cursor.next(json.getBytes(StandardCharsets.UTF_8), CHAIN);
    }
}
