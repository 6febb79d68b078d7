package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.operations.command.CommandException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlPromptTest {
    @Test
    void statementsEndWithASemicolonAndErrorsDoNotEndThePrompt() {
        List<String> asked = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new SqlPrompt(
                        sql -> {
                            asked.add(sql.strip());
                            if (sql.contains("wrong")) {
                                throw new CommandException.Failed("no such thing");
                            }
                            return sql.startsWith("DELETE")
                                    ? new ResultTable(List.of(), List.of())
                                    : new ResultTable(
                                            List.of(new ResultTable.Column("n", true)),
                                            List.of(Arrays.asList("1"), Arrays.asList((String) null)));
                        },
                        new BufferedReader(new StringReader("SELECT\n1;\nwrong;\nDELETE;\n\\q\nSELECT 2;\n")),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run();

        assertThat(asked).containsExactly("SELECT\n1;", "wrong;", "DELETE;");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("warehouse-> ")
                .contains("(2 rows)")
                .contains("no such thing")
                .contains("done");
    }
}
