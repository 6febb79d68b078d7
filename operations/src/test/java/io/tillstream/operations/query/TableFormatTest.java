package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFormatTest {
    private static final ResultTable TABLE = new ResultTable(
            List.of(new ResultTable.Column("category", false), new ResultTable.Column("revenue", true)),
            List.of(
                    List.of("Café, \"bar\"", "2297200.860300"),
                    Arrays.asList(null, "1200"),
                    List.of("line\nbreak", "0.000000"),
                    Arrays.asList("007", null)));

    @Test
    void csvQuotesWhatNeedsItAndPrintsPlainDigits() {
        assertThat(TableFormat.CSV.render(TABLE))
                .isEqualTo("category,revenue\n\"Café, \"\"bar\"\"\",2297200.8603\n,1200\n\"line\nbreak\",0\n007,\n");
    }

    @Test
    void jsonKeepsNumbersExactAndTextAsText() {
        assertThat(TableFormat.JSON.render(TABLE))
                .contains("\"revenue\" : 2297200.8603")
                .contains("\"revenue\" : 1200")
                .contains("\"category\" : null")
                .contains("\"category\" : \"007\"")
                .contains("\"revenue\" : null");
    }

    @Test
    void tableAlignsNumbersRightAndHidesControlCharacters() {
        assertThat(TableFormat.TABLE.render(TABLE)).isEqualTo("""
                        category          revenue
                        -----------  ------------
                        Café, "bar"  2297200.8603
                                             1200
                        line\uFFFDbreak              0
                        007
                        """);
    }

    @Test
    void anAnswerWithoutRowsHasItsHeader() {
        ResultTable empty = new ResultTable(TABLE.columns(), List.of());

        assertThat(TableFormat.CSV.render(empty)).isEqualTo("category,revenue\n");
        assertThat(TableFormat.JSON.render(empty).strip()).isEqualTo("[ ]");
    }
}
