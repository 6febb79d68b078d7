package io.tillstream.producer.mapping;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Validates the rule of one field. Constants and defaults are read once, here, as if a row held them. */
final class FieldValidator {
    /** What a draft writes if it found no column for a field that every row needs. */
    private static final String UNDECIDED = "DECIDE";

    private FieldValidator() {}

    /**
     * Returns the rule that is used.
     *
     * @param written the rule as its author wrote it, or null if nothing follows the key
     * @param decimalMark by which constants and defaults are read
     * @throws KeyFault if the rule is not valid
     */
    static FieldRule validate(SaleField field, MappingDocument.Field written, char decimalMark) {
        String path = "fields." + field.fieldName();
        if (written == null) {
            throw new KeyFault(path, "is empty: write a column, or constant: VALUE");
        }
        FieldRule rule = rule(path, field, written);
        rule.constant().ifPresent(value -> tryValue(path + ".constant", field, rule, value, decimalMark));
        rule.defaultValue().ifPresent(value -> tryValue(path + ".default", field, rule, value, decimalMark));
        return rule;
    }

    private static FieldRule rule(String path, SaleField field, MappingDocument.Field written) {
        List<String> columns = columns(path, written);
        boolean time = field.type() == FieldType.TIMESTAMP || field.type() == FieldType.DATE;
        if (columns.size() > 1 && !time && field.type() != FieldType.TEXT) {
            throw new KeyFault(path + ".columns", "a number comes from one column");
        }
        if (written.formats() != null && !time) {
            throw new KeyFault(path + ".formats", "only dates and times have formats");
        }
        if (written.width() != null && (field.type() != FieldType.TEXT || written.width() < 1)) {
            throw new KeyFault(path + ".width", "must be a positive number of digits, and only a text has it");
        }
        if (written.scale() != null
                && (field.type() != FieldType.DECIMAL || written.scale() < 0 || written.scale() > Sale.DECIMAL_SCALE)) {
            throw new KeyFault(path + ".scale", "must be 0 to " + Sale.DECIMAL_SCALE + ", and only a decimal has it");
        }
        FieldRule.Times times = times(path, field, written);
        Optional<DiscountUnit> unit = unit(path, field, written.as());
        if (written.values() != null && written.values().containsValue(null)) {
            throw new KeyFault(path + ".values", "a replacement is empty; write \"\" for no value");
        }
        return new FieldRule(
                columns,
                Optional.ofNullable(written.constant()),
                Optional.ofNullable(written.defaultValue()),
                times,
                written.values() == null ? Map.of() : Map.copyOf(written.values()),
                Set.copyOf(MappingDocument.texts(path + ".null_values", written.nullValues())),
                written.width() == null ? OptionalInt.empty() : OptionalInt.of(written.width()),
                written.scale() == null ? OptionalInt.empty() : OptionalInt.of(written.scale()),
                unit,
                written.fromAmount() != null,
                written.optional());
    }

    private static FieldRule.Times times(String path, SaleField field, MappingDocument.Field written) {
        boolean time = field.type() == FieldType.TIMESTAMP || field.type() == FieldType.DATE;
        List<String> formats = MappingDocument.texts(path + ".formats", written.formats());
        if (!time && (written.language() != null || written.century() != null)) {
            throw new KeyFault(path, "only dates and times have a language or a century");
        }
        Locale language = written.language() == null ? Locale.ENGLISH : Locale.forLanguageTag(written.language());
        if (!Arrays.asList(Locale.getAvailableLocales()).contains(language)
                || language.getLanguage().isEmpty()) {
            throw new KeyFault(
                    path + ".language",
                    "'" + written.language() + "' is not a known language; write for example de or fr");
        }
        if (written.century() != null && (written.century() < 1900 || written.century() > 2099)) {
            throw new KeyFault(
                    path + ".century",
                    "is the first of the hundred years that a year of two digits can be, for example 1950");
        }
        OptionalInt century = written.century() == null ? OptionalInt.empty() : OptionalInt.of(written.century());
        if (time) {
            try {
                TimeParser.requireValid(formats, language, century);
            } catch (IllegalArgumentException e) {
                throw new KeyFault(path + ".formats", e.getMessage());
            }
        }
        return new FieldRule.Times(formats, language, century);
    }

    private static Optional<DiscountUnit> unit(String path, SaleField field, String as) {
        if (as == null) {
            return Optional.empty();
        }
        if (field != SaleField.DISCOUNT) {
            throw new KeyFault(path + ".as", "only a discount has it");
        }
        return Optional.of(DiscountUnit.named(as)
                .orElseThrow(() -> new KeyFault(path + ".as", "is one of " + DiscountUnit.names() + ", not " + as)));
    }

    private static List<String> columns(String path, MappingDocument.Field written) {
        int ways = (written.column() == null ? 0 : 1)
                + (written.columns() == null ? 0 : 1)
                + (written.fromAmount() == null ? 0 : 1)
                + (written.constant() == null ? 0 : 1);
        if (ways != 1) {
            throw new KeyFault(path, "write exactly one of column, columns and constant");
        }
        if (written.fromAmount() != null) {
            if (!path.equals("fields." + SaleField.CURRENCY.fieldName())) {
                throw new KeyFault(path + ".from_amount", "only the currency can be read from an amount");
            }
            return List.of(written.fromAmount());
        }
        if (written.constant() != null && written.defaultValue() != null) {
            throw new KeyFault(path + ".default", "a constant needs no default");
        }
        List<String> columns = written.column() != null
                ? List.of(written.column())
                : MappingDocument.texts(path + ".columns", written.columns());
        if (columns.contains(UNDECIDED)) {
            throw new KeyFault(path, "is still to be decided: write the column in place of " + UNDECIDED);
        }
        if (columns.isEmpty() && written.constant() == null || columns.contains("")) {
            throw new KeyFault(path, "a column has no name");
        }
        return columns;
    }

    private static void tryValue(String path, SaleField field, FieldRule rule, String value, char decimalMark) {
        try {
            FieldReader.of(field, rule, decimalMark, ZoneOffset.UTC, Set.of())
                    .set(value, null, new Sale(), new RowCurrency(false));
        } catch (RejectedRowException e) {
            throw new KeyFault(path, e.getMessage());
        }
    }
}
