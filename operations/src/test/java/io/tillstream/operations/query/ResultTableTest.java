package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void aShortenedTableHasOneLineAndFewCharactersInEachValue() {
        ResultTable table = new ResultTable(
                List.of(new ResultTable.Column("error", false), new ResultTable.Column("at", true)),
                List.of(Arrays.asList("first line\n\tsecond " + "x".repeat(900), null)));

        ResultTable shortened = table.shortened(20);

        assertThat(shortened.columns()).isEqualTo(table.columns());
        assertThat(shortened.rows()).containsExactly(Arrays.asList("first line second xx…", null));
    }
}
