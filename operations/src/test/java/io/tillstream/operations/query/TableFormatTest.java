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
    void markdownEscapesWhatWouldEndACell() {
        assertThat(TableFormat.MARKDOWN.render(TABLE)).isEqualTo("""
                        | category | revenue |
                        | --- | ---: |
                        | Café, "bar" | 2297200.8603 |
                        |  | 1200 |
                        | line<br>break | 0 |
                        | 007 |  |
                        """);
        ResultTable bars = new ResultTable(List.of(new ResultTable.Column("a|b", false)), List.of(List.of("c\\|d")));
        assertThat(TableFormat.MARKDOWN.render(bars)).isEqualTo("| a\\|b |\n| --- |\n| c\\\\\\|d |\n");
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
    void jsonKeepsEveryColumnOfOneName() {
        ResultTable twins = new ResultTable(
                List.of(
                        new ResultTable.Column("id", true),
                        new ResultTable.Column("id", true),
                        new ResultTable.Column("id_2", true),
                        new ResultTable.Column("id", false)),
                List.of(List.of("1", "2", "3", "four")));

        assertThat(TableFormat.JSON.render(twins).replaceAll("\\s", ""))
                .isEqualTo("[{\"id\":1,\"id_3\":2,\"id_2\":3,\"id_4\":\"four\"}]");
    }

    @Test
    void numbersThatAreNoneArePrintedInEveryFormat() {
        ResultTable odd = new ResultTable(
                List.of(new ResultTable.Column("x", true)),
                List.of(List.of("NaN"), List.of("Infinity"), List.of("-Infinity"), List.of("1.50")));

        assertThat(TableFormat.JSON.render(odd).replaceAll("\\s", ""))
                .isEqualTo("[{\"x\":\"NaN\"},{\"x\":\"Infinity\"},{\"x\":\"-Infinity\"},{\"x\":1.5}]");
        assertThat(TableFormat.CSV.render(odd)).isEqualTo("x\nNaN\nInfinity\n-Infinity\n1.5\n");
        assertThat(TableFormat.TABLE.render(odd)).contains("      NaN\n").contains("-Infinity\n");
    }

    @Test
    void wideAndCombiningCharactersKeepTheColumnsAligned() {
        ResultTable wide = new ResultTable(
                List.of(new ResultTable.Column("name", false), new ResultTable.Column("\u001b[2Jn", true)),
                List.of(List.of("日本茶", "1"), List.of("Cafe\u0301", "2"), List.of("🍵 tea", "3"), List.of("tea", "4")));

        assertThat(TableFormat.TABLE.render(wide)).isEqualTo("""
                        name    \uFFFD[2Jn
                        ------  -----
                        日本茶      1
                        Cafe\u0301        2
                        🍵 tea      3
                        tea         4
                        """);
    }

    @Test
    void anAnswerWithoutRowsHasItsHeader() {
        ResultTable empty = new ResultTable(TABLE.columns(), List.of());

        assertThat(TableFormat.CSV.render(empty)).isEqualTo("category,revenue\n");
        assertThat(TableFormat.JSON.render(empty).strip()).isEqualTo("[ ]");
    }
}
