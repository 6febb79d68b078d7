package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.operations.command.CommandException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowFilterTest {
    private static final ResultTable TABLE = new ResultTable(
            List.of(new ResultTable.Column("category", false), new ResultTable.Column("revenue", true)),
            List.of(List.of("Tea", "10.500000"), List.of("tea", "10.5"), Arrays.asList(null, "3")));

    @Test
    void rowsAreThoseWithAllValuesAsTheyArePrinted() {
        assertThat(new RowFilter(Map.of("category", "Tea")).of(TABLE).rows())
                .containsExactly(List.of("Tea", "10.500000"));
        assertThat(new RowFilter(Map.of("revenue", "10.5")).of(TABLE).rows()).hasSize(2);
        assertThat(new RowFilter(Map.of("category", "")).of(TABLE).rows()).containsExactly(Arrays.asList(null, "3"));
        assertThat(new RowFilter(Map.of("category", "Tea", "revenue", "3"))
                        .of(TABLE)
                        .rows())
                .isEmpty();
        assertThat(new RowFilter(Map.of()).of(TABLE)).isEqualTo(TABLE);
    }

    @Test
    void aWrongColumnIsToldTheRightOnes() {
        assertThatThrownBy(() -> new RowFilter(Map.of("month", "x")).of(TABLE))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessage("--where: the answer has no column month; its columns are category, revenue.");
    }
}
