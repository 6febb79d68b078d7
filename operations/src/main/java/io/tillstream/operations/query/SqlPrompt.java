package io.tillstream.operations.query;

import io.tillstream.operations.command.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * A plain prompt on the warehouse for a machine without {@code psql}: statements end with a semicolon at the end of a line,
 * and go through the Redshift Data API.
 */
public final class SqlPrompt {
    private final Function<String, ResultTable> warehouse;
    private final BufferedReader in;
    private final PrintStream out;

    /**
     * @param warehouse runs a statement
     * @param in where statements come from
     */
    public SqlPrompt(Function<String, ResultTable> warehouse, BufferedReader in, PrintStream out) {
        this.warehouse = warehouse;
        this.in = in;
        this.out = out;
    }

    /** Answers statements until the input ends or a line is {@code \q}. An error is shown, and the prompt continues. */
    public void run() {
        StringBuilder statement = new StringBuilder();
        try {
            prompt(statement);
            for (String line = in.readLine(); line != null && !line.strip().equals("\\q"); line = in.readLine()) {
                statement.append(line).append('\n');
                if (line.stripTrailing().endsWith(";")) {
                    answer(statement.toString());
                    statement.setLength(0);
                }
                prompt(statement);
            }
            out.println();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prompt(StringBuilder statement) {
        out.print(statement.toString().isBlank() ? "warehouse=> " : "warehouse-> ");
        out.flush();
    }

    private void answer(String sql) {
        try {
            ResultTable table = warehouse.apply(sql);
            if (table.columns().isEmpty()) {
                out.println("done");
            } else {
                out.print(TableFormat.TABLE.render(table));
                out.println("(" + table.rows().size() + (table.rows().size() == 1 ? " row)" : " rows)"));
            }
        } catch (CommandException e) {
            out.println(e.getMessage());
        }
    }
}
