package io.tillstream.operations.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * How a result is printed. Decimals are plain digits without trailing zeros in every format; {@code NaN}, {@code Infinity} and
 * {@code -Infinity} are printed as these words.
 */
public enum TableFormat {
    /** Aligned columns for a person. */
    TABLE {
        @Override
        public String render(ResultTable table) {
            return TextTable.of(table);
        }
    },
    /** RFC 4180 with a header; lines end with a line feed, NULL is empty. */
    CSV {
        @Override
        public String render(ResultTable table) {
            StringBuilder text = new StringBuilder();
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setRecordSeparator('\n')
                    .setHeader(table.columns().stream()
                            .map(ResultTable.Column::name)
                            .toArray(String[]::new))
                    .get();
            try (CSVPrinter printer = new CSVPrinter(text, format)) {
                for (List<String> row : table.rows()) {
                    printer.printRecord(plain(table, row));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }
    },
    /**
     * An array of objects; numbers are JSON numbers with all their digits, except those that JSON does not have, which are text.
     * Of several columns with one name, the second is named {@code name_2} and so on, or the next number that is free.
     */
    JSON {
        @Override
        public String render(ResultTable table) {
            ObjectMapper json = new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            ArrayNode array = json.createArrayNode();
            List<String> names = distinctNames(table);
            for (List<String> row : table.rows()) {
                ObjectNode object = array.addObject();
                List<String> values = plain(table, row);
                for (int i = 0; i < values.size(); i++) {
                    String value = values.get(i);
                    if (value != null && table.columns().get(i).numeric() && !NOT_FINITE.contains(value)) {
                        object.put(names.get(i), new BigDecimal(value));
                    } else {
                        object.put(names.get(i), value);
                    }
                }
            }
            try {
                return json.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** A table of Markdown, numbers to the right; a bar, a backslash and a line break in a value are escaped, NULL is empty. */
    MARKDOWN {
        @Override
        public String render(ResultTable table) {
            StringBuilder text = new StringBuilder();
            markdown(
                    text, table.columns().stream().map(ResultTable.Column::name).toList());
            markdown(
                    text,
                    table.columns().stream()
                            .map(column -> column.numeric() ? "---:" : "---")
                            .toList());
            table.rows().forEach(row -> markdown(text, plain(table, row)));
            return text.toString();
        }
    };

    private static void markdown(StringBuilder text, List<String> values) {
        text.append(values.stream().map(TableFormat::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String cell(String value) {
        return value == null
                ? ""
                : TextTable.printable(value.replaceAll("\\R", "<br>"))
                        .replace("\\", "\\\\")
                        .replace("|", "\\|");
    }

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    /** The whole result as text that ends with a line feed. */
    public abstract String render(ResultTable table);

    /** The name as on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> plain(ResultTable table, List<String> row) {
        List<String> values = new java.util.ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            values.add(value != null && table.columns().get(i).numeric() ? plain(value) : value);
        }
        return values;
    }

    private static List<String> distinctNames(ResultTable table) {
        Set<String> taken =
                table.columns().stream().map(ResultTable.Column::name).collect(Collectors.toSet());
        Set<String> given = new LinkedHashSet<>();
        for (ResultTable.Column column : table.columns()) {
            String name = column.name();
            for (int number = 2; !given.add(name); number++) {
                String numbered = column.name() + "_" + number;
                name = taken.contains(numbered) ? name : numbered;
            }
        }
        return List.copyOf(given);
    }

    private static String plain(String number) {
        if (NOT_FINITE.contains(number)) {
            return number;
        }
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
