package io.tillstream.producer.mapping;

import io.tillstream.events.SaleField;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.FileFormat;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
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
 * @param filter which rows are sales
 * @param open what a person still has to decide: the lines with DECIDE in a comment, as {@code file:line: text}
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
        ExtrasRule extras,
        RowFilter filter,
        List<String> open) {

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
        columns.addAll(filter.columns());
        return columns;
    }

    /**
     * Checks that nothing is left to decide.
     *
     * @throws UsageException naming what is
     */
    public void requireDecided() {
        if (!open.isEmpty()) {
            throw new UsageException("The mapping " + name + " still has open decisions, so nothing is sent:\n  "
                    + String.join("\n  ", open)
                    + "\nCorrect each line where needed, then delete its comment with DECIDE");
        }
    }
}
