package io.tillstream.page.sales;

import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.query.TableFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV that a spreadsheet cannot mistake for formulas: text that starts with a character that starts one gets an apostrophe
 * before it (OWASP, CSV Injection). Numbers stay as they are, negative ones too.
 */
final class SafeCsv {
    private static final String STARTS_FORMULA = "=+-@\t\r\n";

    private SafeCsv() {}

    static String of(ResultTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(table.columns().get(i).numeric() ? row.get(i) : text(row.get(i)));
            }
            rows.add(values);
        }
        return TableFormat.CSV.render(new ResultTable(table.columns(), rows));
    }

    private static String text(String value) {
        return value != null && !value.isEmpty() && STARTS_FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
