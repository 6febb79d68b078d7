package io.tillstream.producer.draft;

import io.tillstream.events.SaleField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the rule of one field. */
final class FieldDraft {
    private final SaleField field;
    private final Assignment fields;
    private final boolean catalogue;
    private final Yaml yaml;

    FieldDraft(SaleField field, Assignment fields, boolean catalogue, Yaml yaml) {
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
                plain(column, "as unique as the rows. DECIDE: is it never used again? Otherwise: identity: row");
            case EVENT_TYPE -> eventType(column);
            case QUANTITY ->
                plain(column, column.hasNegative() ? "a negative quantity makes the event a RETURN" : comment);
            case POSTAL_CODE -> postalCode(column);
            case LINE_TOTAL -> plain(column, lineTotal(comment));
            default -> plain(column, comment);
        }
    }

    private void plain(Column column, String comment) {
        yaml.line("  " + field.fieldName() + ": " + Yaml.scalar(column.name()), withExample(column, comment));
    }

    private void time(Column column, String comment) {
        TimeGuess guess = fields.time(field).orElse(new TimeGuess(List.of("iso"), "DECIDE: its format"));
        List<String> columns = new ArrayList<>(List.of(column.name()));
        if (field == SaleField.ORDER_TS) {
            fields.ownTimeOfDay().ifPresent(time -> columns.add(time.name()));
        }
        String from = columns.size() == 1 ? "column: " + Yaml.scalar(column.name()) : "columns: " + Yaml.list(columns);
        String doubt =
                comment.isEmpty() || guess.doubt().isEmpty() ? comment + guess.doubt() : comment + "; " + guess.doubt();
        yaml.line(
                "  " + field.fieldName() + ": {" + from + ", formats: " + Yaml.list(guess.formats()) + "}",
                withExample(column, doubt));
    }

    private void eventType(Column column) {
        List<String> values = new ArrayList<>();
        column.distinct().stream().sorted().forEach(value -> {
            boolean returned = value.toLowerCase(Locale.ROOT)
                    .matches(".*(return|refund|r\u00fcck|retour|storno|credit|gutschrift|void).*");
            values.add(Yaml.scalar(value) + ": " + (returned ? "RETURN" : "SALE"));
        });
        yaml.line(
                "  event_type: {column: " + Yaml.scalar(column.name()) + ", values: {" + String.join(", ", values)
                        + "}}",
                "DECIDE: which of them are returns?");
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

    private String lineTotal(String comment) {
        return fields.column(SaleField.UNIT_PRICE).isPresent()
                ? (comment.isEmpty() ? "" : comment + "; ")
                        + "revenue is this and not quantity times price. DECIDE: is it net, discount taken off?"
                : comment;
    }

    private void missing() {
        switch (field) {
            case ORDER_TS ->
                need("{constant: \"2000-01-01\"}", "no column of dates found. DECIDE: each sale needs its time");
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
        String signs = fields.column(SaleField.LINE_TOTAL)
                .or(() -> fields.column(SaleField.UNIT_PRICE))
                .map(column -> String.join(
                        "",
                        column.values().subList(0, Math.min(100, column.values().size()))))
                .orElse("");
        if (signs.contains("\u20ac")) {
            need("{constant: EUR}", "by the sign \u20ac");
        } else if (signs.contains("\u00a3")) {
            need("{constant: GBP}", "by the sign \u00a3. DECIDE");
        } else if (signs.contains("$")) {
            need("{constant: USD}", "by the sign $. DECIDE: which dollar?");
        } else {
            yaml.line("  # currency: {constant: USD}", "no column found; without it the pipeline's default. DECIDE");
        }
    }

    /** An example helps to see a mistake, but what identifies a person does not belong into a mapping. */
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
