package io.tillstream.producer.mapping;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Validates the rule of one field, its constants included: they are read once, here, as if a row held them. */
final class FieldValidator {
    private final MappingValidator mapping;
    private final char decimalMark;

    FieldValidator(MappingValidator mapping, char decimalMark) {
        this.mapping = mapping;
        this.decimalMark = decimalMark;
    }

    FieldRule validate(SaleField field, MappingDocument.Field written) {
        String path = "fields." + field.fieldName();
        if (written == null) {
            throw mapping.fault(path, "is empty: write a column, or constant: VALUE");
        }
        FieldRule rule = rule(path, field, written);
        rule.constant().ifPresent(value -> tryValue(path + ".constant", field, rule, value));
        rule.defaultValue().ifPresent(value -> tryValue(path + ".default", field, rule, value));
        return rule;
    }

    private FieldRule rule(String path, SaleField field, MappingDocument.Field written) {
        List<String> columns = columns(path, written);
        boolean time = field.type() == FieldType.TIMESTAMP || field.type() == FieldType.DATE;
        if (columns.size() > 1 && !time && field.type() != FieldType.TEXT) {
            throw mapping.fault(path + ".columns", "a number comes from one column");
        }
        if (written.formats() != null && !time) {
            throw mapping.fault(path + ".formats", "only dates and times have formats");
        }
        if (written.width() != null && (field.type() != FieldType.TEXT || written.width() < 1)) {
            throw mapping.fault(path + ".width", "is a positive number of digits, of a text");
        }
        if (written.scale() != null
                && (field.type() != FieldType.DECIMAL || written.scale() < 0 || written.scale() > Sale.DECIMAL_SCALE)) {
            throw mapping.fault(path + ".scale", "is 0 to " + Sale.DECIMAL_SCALE + ", of a decimal");
        }
        List<String> formats = mapping.texts(path + ".formats", written.formats());
        if (written.values() != null && written.values().containsValue(null)) {
            throw mapping.fault(path + ".values", "a replacement is empty; write \"\" for no value");
        }
        if (time) {
            try {
                TimeParser.requireValid(formats);
            } catch (IllegalArgumentException e) {
                throw mapping.fault(path + ".formats", e.getMessage());
            }
        }
        return new FieldRule(
                columns,
                Optional.ofNullable(written.constant()),
                Optional.ofNullable(written.defaultValue()),
                formats,
                written.values() == null ? Map.of() : Map.copyOf(written.values()),
                written.width() == null ? OptionalInt.empty() : OptionalInt.of(written.width()),
                written.scale() == null ? OptionalInt.empty() : OptionalInt.of(written.scale()),
                written.optional());
    }

    private List<String> columns(String path, MappingDocument.Field written) {
        int ways = (written.column() == null ? 0 : 1)
                + (written.columns() == null ? 0 : 1)
                + (written.constant() == null ? 0 : 1);
        if (ways != 1) {
            throw mapping.fault(path, "write exactly one of column, columns and constant");
        }
        if (written.constant() != null && written.defaultValue() != null) {
            throw mapping.fault(path + ".default", "a constant needs no default");
        }
        List<String> columns = written.column() != null
                ? List.of(written.column())
                : mapping.texts(path + ".columns", written.columns());
        if (columns.isEmpty() && written.constant() == null || columns.contains("")) {
            throw mapping.fault(path, "a column has no name");
        }
        return columns;
    }

    private void tryValue(String path, SaleField field, FieldRule rule, String value) {
        try {
            FieldReader.of(field, rule, decimalMark, ZoneOffset.UTC, Set.of()).set(value, null, new Sale());
        } catch (RejectedRowException e) {
            throw mapping.fault(path, e.getMessage());
        }
    }
}
