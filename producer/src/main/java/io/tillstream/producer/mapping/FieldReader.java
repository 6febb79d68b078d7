package io.tillstream.producer.mapping;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.source.Cell;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.SourceText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one field from a row by its rule. */
final class FieldReader {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Set<SaleField> IDS = EnumSet.of(
            SaleField.EVENT_ID, SaleField.ORDER_ID, SaleField.CUSTOMER_ID, SaleField.PRODUCT_ID, SaleField.STORE_ID);

    /** What a spreadsheet makes of a long number: most of its digits are lost. */
    private static final Pattern DAMAGED_ID = Pattern.compile("[0-9](?:[.,][0-9]+)?[Ee]\\+[0-9]{2,3}");

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
        Set<String> words = new HashSet<>(nullValues);
        words.addAll(rule.nullValues());
        return new FieldReader(
                field,
                rule,
                words,
                new NumberParser(decimalMark),
                time
                        ? new TimeParser(
                                rule.times().formats(),
                                zone,
                                rule.times().language(),
                                rule.times().century())
                        : null);
    }

    /** Sets the field of the sale, or leaves it absent if the row has no value. */
    void read(SourceRow row, Sale sale, RowCurrency currency) throws RejectedRowException {
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
        text = rule.fromAmount() ? currencyOf(text) : rule.values().getOrDefault(text, text);
        if (text.isEmpty()) {
            text = rule.defaultValue().orElse("");
        }
        if (!text.isEmpty()) {
            set(text, number, sale, currency);
        }
    }

    /**
     * Sets the field.
     *
     * @param text its value as text
     * @param number the same as a number, where the source's own type is one; otherwise null
     * @param currency receives the signs next to an amount
     */
    void set(String text, BigDecimal number, Sale sale, RowCurrency currency) throws RejectedRowException {
        try {
            switch (field.type()) {
                case TEXT -> sale.set(field, checkedText(text));
                case INT ->
                    sale.set(field, (long) number(text, number, currency).intValueExact());
                case DECIMAL -> sale.set(field, scaled(number(text, number, currency)));
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
            throw new RejectedRowException(field.fieldName(), "an object or array is where a value is expected");
        }
        String text = SourceText.trim(cell.text());
        return nullValues.contains(text) ? "" : text;
    }

    private String currencyOf(String amount) throws RejectedRowException {
        if (amount.isEmpty()) {
            return "";
        }
        Set<String> signs;
        try {
            signs = numbers.parse(amount).currency();
        } catch (NumberFormatException e) {
            throw new RejectedRowException(field.fieldName(), e.getMessage());
        }
        for (String sign : signs) {
            if (rule.values().containsKey(sign)) {
                return rule.values().get(sign);
            }
        }
        Set<String> possible = RowCurrency.possible(signs);
        if (signs.isEmpty() && rule.defaultValue().isEmpty()) {
            throw new RejectedRowException(field.fieldName(), "'" + amount + "' has no currency sign or code");
        }
        if (!signs.isEmpty() && possible.size() != 1) {
            throw new RejectedRowException(
                    field.fieldName(), RowCurrency.ambiguous(signs.iterator().next(), possible));
        }
        return signs.isEmpty() ? "" : possible.iterator().next();
    }

    private BigDecimal number(String text, BigDecimal number, RowCurrency currency) {
        // A value replaced or defaulted is text also where the source's own type is a number.
        boolean typed = number != null && number.toString().equals(text);
        NumberParser.Parsed parsed = typed ? new NumberParser.Parsed(number, false, Set.of()) : numbers.parse(text);
        if (parsed.percent() && field != SaleField.DISCOUNT) {
            throw new NumberFormatException("'" + text + "' is in per cent; only a discount can be");
        }
        boolean money = field != SaleField.QUANTITY
                && field.type() == FieldType.DECIMAL
                && (field != SaleField.DISCOUNT
                        || rule.unit().filter(DiscountUnit::isAmount).isPresent());
        if (!money && !parsed.currency().isEmpty()) {
            throw new NumberFormatException("'" + text + "' has a currency, and is not an amount of money");
        }
        currency.add(field, parsed.currency());
        return field == SaleField.DISCOUNT ? discount(text, parsed) : parsed.value();
    }

    private BigDecimal discount(String text, NumberParser.Parsed parsed) {
        if (rule.unit().isEmpty()) {
            if (!parsed.percent() && parsed.value().compareTo(BigDecimal.ONE) == 0) {
                throw new NumberFormatException(
                        "'" + text + "' could be one per cent or all of the price; as: percent or"
                                + " as: share in the mapping says which");
            }
            return parsed.value();
        }
        if (parsed.percent() && rule.unit().get().isAmount()) {
            throw new NumberFormatException("'" + text + "' is in per cent, and the mapping says as: "
                    + rule.unit().get().yaml());
        }
        boolean divide = rule.unit().get() == DiscountUnit.PERCENT && !parsed.percent();
        return divide ? parsed.value().movePointLeft(2) : parsed.value();
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
        String fault = SourceText.fault(padded, field.maxBytes());
        if (fault == null && IDS.contains(field) && DAMAGED_ID.matcher(padded).matches()) {
            fault = "'" + padded + "' is an id that a spreadsheet has shortened, so that different ids look the same;"
                    + " export it again with this column as text";
        }
        if (fault == null
                && field == SaleField.CURRENCY
                && !CURRENCY.matcher(padded).matches()) {
            fault = "'" + padded + "' is not a valid currency code of three capital letters (ISO 4217)";
        }
        if (fault == null && field == SaleField.EVENT_TYPE && !padded.equals("SALE") && !padded.equals("RETURN")) {
            fault = "'" + padded + "' is neither SALE nor RETURN; values: in the mapping can replace it, skip: leaves"
                    + " the row out";
        }
        if (fault != null) {
            throw new RejectedRowException(field.fieldName(), fault);
        }
        return padded;
    }
}
