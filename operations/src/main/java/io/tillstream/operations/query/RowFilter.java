package io.tillstream.operations.query;

import io.tillstream.operations.command.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of an answer whose columns have given values. It selects rows of the finished answer: shares, places and comparisons
 * stay those of the whole, and a list has been cut to its length before.
 *
 * @param values by the name of the column; an empty value is NULL
 */
public record RowFilter(Map<String, String> values) {
    /** Copies the values in their order. */
    public RowFilter {
        values = new LinkedHashMap<>(values);
    }

    /**
     * Returns the rows that have all these values. Text is compared as it is, numbers by their plain digits.
     *
     * @throws CommandException.Usage if the answer has no such column
     */
    public ResultTable of(ResultTable table) {
        List<String> names =
                table.columns().stream().map(ResultTable.Column::name).toList();
        values.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException.Usage("--where: the answer has no column " + name + "; its columns are "
                            + String.join(", ", names) + ".");
                });
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> plain = TableFormat.plain(table, row);
            if (values.entrySet().stream()
                    .allMatch(wanted -> wanted.getValue()
                            .equals(
                                    plain.get(names.indexOf(wanted.getKey())) == null
                                            ? ""
                                            : plain.get(names.indexOf(wanted.getKey()))))) {
                rows.add(row);
            }
        }
        return new ResultTable(table.columns(), rows);
    }
}
