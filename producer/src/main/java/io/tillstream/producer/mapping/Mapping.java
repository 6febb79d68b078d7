package io.tillstream.producer.mapping;

import io.tillstream.events.SaleField;
import io.tillstream.producer.source.FileFormat;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A validated mapping.
 *
 * @param name part of the event ids of {@link Identity#ROW} and {@link Identity#CONTENT}
 * @param kind what it makes of a row
 * @param source the till system that the sales, or the products, belong to
 * @param identity where event ids come from
 * @param format how the file is read
 * @param decimalMark the mark between whole and fraction: a point or a comma
 * @param timeZone zone of local stamps; the business time zone where absent
 * @param nullValues texts that mean "no value"
 * @param fields the rule of every mapped field
 * @param extras what becomes of the other columns
 */
public record Mapping(
        String name,
        MappingKind kind,
        String source,
        Identity identity,
        FileFormat format,
        char decimalMark,
        Optional<ZoneId> timeZone,
        Set<String> nullValues,
        Map<SaleField, FieldRule> fields,
        ExtrasRule extras) {

    /** Returns what it does in a line for people. */
    public String summary() {
        return "Mapping " + name + ", kind " + kind.yaml() + ", source " + source
                + (kind == MappingKind.CATALOGUE ? "" : ", identity " + identity.yaml()) + ", reads "
                + requiredColumns();
    }

    /** Returns every column that a field reads and that each file must have. */
    public Set<String> requiredColumns() {
        Set<String> columns = new LinkedHashSet<>();
        fields.values().stream().filter(rule -> !rule.optional()).forEach(rule -> columns.addAll(rule.columns()));
        return columns;
    }
}
