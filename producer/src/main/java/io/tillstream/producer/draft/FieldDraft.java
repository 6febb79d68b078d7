package io.tillstream.producer.draft;

import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the rule of one field. */
final class FieldDraft {
    private final SaleField field;
    private final Assignment fields;
    private final boolean catalogue;
    private final NumberGuess numbers;
    private final Yaml yaml;

    FieldDraft(SaleField field, Assignment fields, NumberGuess numbers, boolean catalogue, Yaml yaml) {
        this.numbers = numbers;
        this.field = field;
        this.fields = fields;
        this.catalogue = catalogue;
        this.yaml = yaml;
    }

    void write() {
        Optional<Column> column = fields.column(field);
        if (column.isPresent()) {
            rule(column.get());
        } else {
            missing();
        }
    }

    private void rule(Column column) {
        String comment = fields.doubt(field);
        switch (field) {
            case ORDER_TS, SHIP_DATE -> time(column, comment);
            case EVENT_ID ->
                plain(column, "differs in every row. DECIDE: is it never used again? Otherwise: identity: row");
            case QUANTITY ->
                plain(
                        column,
                        (comment.isEmpty() ? "" : comment + "; ")
                                + (column.hasNegative() ? "a negative quantity makes the event a RETURN" : ""));
            case POSTAL_CODE -> postalCode(column);
            case CURRENCY -> currencyCode(column, comment);
            case DISCOUNT -> discount(column, comment);
            default -> plain(column, comment);
        }
    }

    private void plain(Column column, String comment) {
        keys(column, List.of(), comment);
    }

    /** Writes just the column's name if there is nothing else to say about it. */
    private void keys(Column column, List<String> more, String comment) {
        List<String> keys = new ArrayList<>(more);
        List<String> words = new ArrayList<>(column.nullWords());
        String doubt = "";
        if (field.type() == FieldType.TEXT && words.remove("NA")) {
            doubt = "NA is kept as a value, such as North America. DECIDE: null_values: [NA], if it means none";
        }
        if (!words.isEmpty()) {
            keys.add("null_values: " + Yaml.list(words));
        }
        String rule = keys.isEmpty()
                ? Yaml.scalar(column.name())
                : "{column: " + Yaml.scalar(column.name()) + ", " + String.join(", ", keys) + "}";
        yaml.line(
                "  " + field.fieldName() + ": " + rule,
                withExample(column, comment.isEmpty() || doubt.isEmpty() ? comment + doubt : comment + "; " + doubt));
    }

    private void time(Column column, String comment) {
        TimeGuess guess = fields.time(field).orElseThrow();
        List<String> columns = new ArrayList<>(List.of(column.name()));
        if (field == SaleField.ORDER_TS) {
            fields.timeColumns().forEach(more -> columns.add(more.name()));
        }
        String from = columns.size() == 1 ? "column: " + Yaml.scalar(column.name()) : "columns: " + Yaml.list(columns);
        String doubt =
                comment.isEmpty() || guess.doubt().isEmpty() ? comment + guess.doubt() : comment + "; " + guess.doubt();
        List<String> words = List.copyOf(column.nullWords());
        yaml.line(
                "  " + field.fieldName() + ": {" + from + ", formats: " + Yaml.list(guess.formats())
                        + (guess.language().isEmpty() ? "" : ", language: " + guess.language())
                        + (guess.hasTwoDigitYear() ? ", century: " + DatePatterns.CENTURY : "")
                        + (words.isEmpty() ? "" : ", null_values: " + Yaml.list(words)) + "}",
                withExample(column, doubt));
    }

    private void discount(Column column, String comment) {
        DiscountGuess guess = fields.discount().orElseThrow();
        keys(column, guess.written() ? List.of("as: " + guess.unit().yaml()) : List.of(), comment);
    }

    /** Exports of orders write the currency on the first line of an order only. */
    private void currencyCode(Column column, String comment) {
        List<String> codes = column.distinct().stream().sorted().toList();
        String values = codes.stream()
                .filter(code -> !code.equals(code.toUpperCase(Locale.ROOT)))
                .map(code -> Yaml.scalar(code) + ": " + code.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        List<String> keys = new ArrayList<>();
        if (!values.isEmpty()) {
            keys.add("values: {" + values + "}");
        }
        int rows = fields.column(SaleField.QUANTITY)
                .map(quantity -> quantity.values().size())
                .orElse(0);
        boolean blanks = column.values().size() < rows;
        if (blanks && codes.size() == 1) {
            keys.add("default: " + codes.get(0).toUpperCase(Locale.ROOT));
        }
        keys(column, keys, blanks && codes.size() > 1 ? "some rows have none. DECIDE" : comment);
    }

    private void postalCode(Column column) {
        int longest = column.values().stream().mapToInt(String::length).max().orElse(0);
        boolean shortened = column.mostly(value -> value.matches("[0-9]+"))
                && column.values().stream().anyMatch(value -> value.length() == longest - 1);
        if (shortened) {
            yaml.line(
                    "  postal_code: {column: " + Yaml.scalar(column.name()) + ", width: " + longest + "}",
                    "a spreadsheet seems to have taken leading zeros");
        } else {
            plain(column, "");
        }
    }

    private void missing() {
        switch (field) {
            case ORDER_TS -> {
                if (!catalogue) {
                    need("DECIDE", "which column is the time of the sale, and in which format? " + dates());
                }
            }
            case PRODUCT_ID -> need("{constant: unknown}", "no column found. DECIDE: each sale needs what was sold");
            case QUANTITY -> {
                if (!catalogue) {
                    need("{constant: 1}", "no column found, so each row is one piece. DECIDE");
                }
            }
            case CURRENCY -> {
                if (!catalogue) {
                    currency();
                }
            }
            default -> {
                // Optional: an event without it is complete.
            }
        }
    }

    private void need(String rule, String comment) {
        yaml.line("  " + field.fieldName() + ": " + rule, comment);
    }

    private void currency() {
        List<Column> amounts = Stream.of(SaleField.LINE_TOTAL, SaleField.UNIT_PRICE, SaleField.TAX, SaleField.PROFIT)
                .map(fields::column)
                .flatMap(Optional::stream)
                .toList();
        CurrencyGuess guess = CurrencyGuess.of(amounts, numbers);
        if (guess.rule().isEmpty()) {
            yaml.line("  # currency: {constant: USD}", "nothing says it; without it, the default of the pipeline");
        } else {
            need(guess.rule(), guess.comment());
        }
    }

    /** Names the columns that are called a date, and a value of each: none of the known formats reads them. */
    private String dates() {
        String named = fields.unused().stream()
                .filter(column -> Roles.isTime(column.key()) && !column.values().isEmpty())
                .map(column -> column.name() + ", such as '"
                        + shortened(column.values().get(0)) + "'")
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "No column of dates was found" : "No known format reads " + named;
    }

    /** An example helps to see a mistake, but what identifies a person does not belong in a mapping. */
    private String withExample(Column column, String comment) {
        String example = field.pii() || column.values().isEmpty()
                ? ""
                : "such as '" + shortened(column.values().get(0)) + "'";
        if (comment.isEmpty() || example.isEmpty()) {
            return example + comment;
        }
        return example + "; " + comment;
    }

    private static String shortened(String value) {
        return value.length() > 40 ? value.substring(0, 40) + "\u2026" : value;
    }
}
