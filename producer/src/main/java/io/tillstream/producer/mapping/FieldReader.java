package io.tillstream.producer.mapping;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.source.Cell;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one field from a row by its rule. */
final class FieldReader {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final SaleField field;
    private final FieldRule rule;
    private final Set<String> nullValues;
    private final NumberParser numbers;
    private final TimeParser times;

    private FieldReader(
            SaleField field, FieldRule rule, Set<String> nullValues, NumberParser numbers, TimeParser times) {
        this.field = field;
        this.rule = rule;
        this.nullValues = nullValues;
        this.numbers = numbers;
        this.times = times;
    }

    static FieldReader of(SaleField field, FieldRule rule, char decimalMark, ZoneId zone, Set<String> nullValues) {
        boolean time = field.type() == FieldType.TIMESTAMP || field.type() == FieldType.DATE;
        return new FieldReader(
                field,
                rule,
                nullValues,
                new NumberParser(decimalMark),
                time ? new TimeParser(rule.formats(), zone) : null);
    }

    /** Sets the field of the sale, or leaves it absent where the row has no value. */
    void read(SourceRow row, Sale sale) throws RejectedRowException {
        BigDecimal number = null;
        String text;
        if (rule.constant().isPresent()) {
            text = rule.constant().get();
        } else if (rule.columns().size() == 1) {
            Cell cell = row.cell(rule.columns().get(0));
            text = text(cell);
            number = cell == null ? null : cell.number();
        } else {
            StringBuilder joined = new StringBuilder();
            for (String column : rule.columns()) {
                String part = text(row.cell(column));
                joined.append(joined.isEmpty() || part.isEmpty() ? "" : " ").append(part);
            }
            text = joined.toString();
        }
        text = rule.values().getOrDefault(text, text);
        if (text.isEmpty()) {
            text = rule.defaultValue().orElse("");
        }
        if (!text.isEmpty()) {
            set(text, number, sale);
        }
    }

    /**
     * Sets the field.
     *
     * @param text its value as text
     * @param number the same as a number, where the source's own type is one; otherwise null
     */
    void set(String text, BigDecimal number, Sale sale) throws RejectedRowException {
        try {
            switch (field.type()) {
                case TEXT -> sale.set(field, checkedText(text));
                case INT -> sale.set(field, (long) number(text, number).intValueExact());
                case DECIMAL -> sale.set(field, scaled(number(text, number)));
                case TIMESTAMP -> sale.set(field, times.micros(text));
                case DATE -> sale.set(field, times.epochDay(text));
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new RejectedRowException(field.fieldName(), e.getMessage());
        } catch (ArithmeticException e) {
            throw new RejectedRowException(
                    field.fieldName(),
                    "'" + text + "' does not fit "
                            + (field.type() == FieldType.DECIMAL
                                    ? "18 digits with 6 after the decimal mark; scale: 6 in the mapping rounds"
                                    : "a whole number of 32 bits or a date"));
        }
    }

    private String text(Cell cell) throws RejectedRowException {
        if (cell == null) {
            return "";
        }
        if (cell.nested()) {
            throw new RejectedRowException(field.fieldName(), "an object or array stands where a value is expected");
        }
        String text = Texts.trim(cell.text());
        return nullValues.contains(text) ? "" : text;
    }

    private BigDecimal number(String text, BigDecimal number) {
        // A value replaced or defaulted is text also where the source's own type is a number.
        return number != null && number.toString().equals(text)
                ? number
                : numbers.parse(text, field == SaleField.DISCOUNT);
    }

    private BigDecimal scaled(BigDecimal number) {
        if (rule.scale().isEmpty() || number.scale() <= rule.scale().getAsInt()) {
            return number;
        }
        return number.setScale(rule.scale().getAsInt(), RoundingMode.HALF_UP);
    }

    private String checkedText(String text) throws RejectedRowException {
        String padded = text;
        if (rule.width().isPresent() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            padded = "0".repeat(Math.max(0, rule.width().getAsInt() - text.length())) + text;
        }
        String fault = Texts.fault(padded, field.maxBytes());
        if (fault == null
                && field == SaleField.CURRENCY
                && !CURRENCY.matcher(padded).matches()) {
            fault = "'" + padded + "' is no currency code of three capital letters (ISO 4217)";
        }
        if (fault == null && field == SaleField.EVENT_TYPE && !padded.equals("SALE") && !padded.equals("RETURN")) {
            fault = "'" + padded + "' is neither SALE nor RETURN; values: in the mapping can replace it";
        }
        if (fault != null) {
            throw new RejectedRowException(field.fieldName(), fault);
        }
        return padded;
    }
}
