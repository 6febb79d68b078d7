package io.tillstream.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private static final List<String> LONG = List.of(
            "id",
            "a_name_of_21_letters_",
            "a_name_of_22_letters__",
            "customer_loyalty_programme_tier",
            "customer_loyalty_programme_time",
            "x".repeat(500));

    private final FieldNames names = new FieldNames(LONG);

    /** Twenty-four bytes are compared at once: names of up to 21 characters. */
    @Test
    void namesOfAnyLengthAreFound() {
        for (int i = 0; i < LONG.size(); i++) {
            for (String rest : List.of("1}", "\"a text of more than twenty-four bytes\",\"id\":2}")) {
                byte[] json = ("{\"" + LONG.get(i) + "\":" + rest).getBytes(US_ASCII);
                assertThat(names.find(json, 1, 0)).as(LONG.get(i)).isEqualTo(i);
                assertThat(names.find(json, 1, LONG.size() - 1)).as(LONG.get(i)).isEqualTo(i);
                assertThat(names.length(i)).isEqualTo(LONG.get(i).length() + 3);
            }
        }
    }

    @Test
    void aNameThatDiffersAfterItsFirstWordsIsAnother() {
        byte[] json =
                "{\"customer_loyalty_programme_tidy\":\"and more than enough bytes after it\"}".getBytes(US_ASCII);
        assertThat(names.find(json, 1, 0)).isEqualTo(FieldNames.NONE);
        byte[] cut = "{\"customer_loyalty_programme_ti".getBytes(US_ASCII);
        assertThat(names.find(cut, 1, 0)).isEqualTo(FieldNames.NONE);
    }
}
