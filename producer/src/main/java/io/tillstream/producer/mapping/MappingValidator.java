package io.tillstream.producer.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.events.SaleField;
import io.tillstream.producer.source.FileFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a mapping as written into one that can be used, or says what is wrong with it. */
final class MappingValidator {
    /** A name becomes part of event ids and messages, so its characters are allow-listed. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Set<SaleField> CATALOGUE_FIELDS = EnumSet.of(
            SaleField.PRODUCT_ID,
            SaleField.PRODUCT_NAME,
            SaleField.CATEGORY,
            SaleField.SUB_CATEGORY,
            SaleField.UNIT_PRICE);
    private static final List<SaleField> NEEDED = List.of(SaleField.ORDER_TS, SaleField.PRODUCT_ID, SaleField.QUANTITY);

    private final String file;
    private final KeyLines lines;
    private final List<MappingException> faults = new ArrayList<>();

    MappingValidator(String file, KeyLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Validates.
     *
     * @param open the decisions that are still open
     * @throws MappingException with every fault, each on a separate line
     */
    Mapping validate(MappingDocument document, List<String> open) {
        String name = attempt(
                "", () -> matching("mapping", document.mapping(), NAME, "small letters, digits and _, 64 at most"));
        String source = attempt(
                "", () -> matching("source", document.source(), SOURCE, "letters, digits, _ . and -, 64 at most"));
        MappingKind kind = attempt(MappingKind.SALES, () -> kind(document.kind()));
        FileFormat format = attempt(null, () -> FormatValidator.validate(document.format()));
        char decimalMark = attempt('.', () -> decimalMark(document.decimalMark()));
        Optional<ZoneId> zone = attempt(
                Optional.empty(), () -> Optional.ofNullable(document.timeZone()).map(MappingValidator::zone));
        Set<String> nullValues =
                attempt(Set.of(), () -> Set.copyOf(MappingDocument.texts("null_values", document.nullValues())));
        Map<SaleField, FieldRule> fields = attempt(Map.of(), () -> fields(document, kind, decimalMark));
        Identity identity = attempt(Identity.ROW, () -> identity(document, kind));
        ExtrasRule extras = attempt(null, () -> extras(document));
        RowFilter filter = attempt(RowFilter.NONE, () -> filter(document));
        if (!faults.isEmpty()) {
            throw MappingException.all(faults);
        }
        return new Mapping(
                name, kind, source, identity, format, decimalMark, zone, nullValues, fields, extras, filter, open);
    }

    /** A fault does not hide those after it: the author of a mapping sees them all at once. */
    private <T> T attempt(T instead, Supplier<T> part) {
        try {
            return part.get();
        } catch (KeyFault e) {
            faults.add(
                    new MappingException(file + ":" + lines.line(e.path()) + ": " + e.path() + ": " + e.getMessage()));
            return instead;
        }
    }

    private static MappingKind kind(String kind) {
        return Arrays.stream(MappingKind.values())
                .filter(k -> k.yaml().equals(Optional.ofNullable(kind).orElse("sales")))
                .findFirst()
                .orElseThrow(() -> new KeyFault("kind", "is sales or catalogue, not " + kind));
    }

    private static String matching(String key, String value, Pattern pattern, String rule) {
        if (value == null) {
            throw new KeyFault(key, "is missing");
        }
        if (!pattern.matcher(value).matches()) {
            throw new KeyFault(key, "'" + value + "' is not a valid name; allowed are " + rule);
        }
        return value;
    }

    private static char decimalMark(String mark) {
        if (mark == null || mark.equals(".")) {
            return '.';
        }
        if (mark.equals(",")) {
            return ',';
        }
        throw new KeyFault("decimal_mark", "is \".\" or \",\", not '" + mark + "'");
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new KeyFault(
                    "time_zone", "'" + zone + "' is not a time zone; write for example Europe/Berlin or UTC");
        }
    }

    private Map<SaleField, FieldRule> fields(MappingDocument document, MappingKind kind, char decimalMark) {
        if (document.fields() == null || document.fields().isEmpty()) {
            throw new KeyFault("fields", "is missing: name the columns of the fields");
        }
        Map<SaleField, FieldRule> rules = new EnumMap<>(SaleField.class);
        document.fields()
                .forEach((name, rule) -> attempt(null, () -> {
                    SaleField field = SaleField.named(name)
                            .filter(f -> f != SaleField.SOURCE
                                    && (kind == MappingKind.SALES || CATALOGUE_FIELDS.contains(f)))
                            .orElseThrow(() ->
                                    new KeyFault("fields." + name, "no such field; the fields are " + known(kind)));
                    return rules.put(field, FieldValidator.validate(field, rule, decimalMark));
                }));
        List<SaleField> needed = kind == MappingKind.SALES ? NEEDED : List.of(SaleField.PRODUCT_ID);
        for (SaleField field : needed) {
            if (!document.fields().containsKey(field.fieldName())) {
                throw new KeyFault("fields", field.fieldName() + " is missing: every row needs it");
            }
        }
        return rules;
    }

    private static String known(MappingKind kind) {
        return Arrays.stream(SaleField.values())
                .filter(f -> f != SaleField.SOURCE && (kind == MappingKind.SALES || CATALOGUE_FIELDS.contains(f)))
                .map(SaleField::fieldName)
                .collect(Collectors.joining(", "));
    }

    private static Identity identity(MappingDocument document, MappingKind kind) {
        String identity = document.identity();
        if (document.fields() != null && document.fields().containsKey(SaleField.EVENT_ID.fieldName())) {
            if (identity != null) {
                throw new KeyFault("identity", "leave it out, or leave out fields.event_id: only one can give the id");
            }
            return Identity.COLUMN;
        }
        if (kind == MappingKind.CATALOGUE) {
            if (identity != null) {
                throw new KeyFault("identity", "a catalogue has no events; leave it out");
            }
            return Identity.ROW;
        }
        if (identity == null) {
            throw new KeyFault(
                    "identity",
                    "is missing: row (every row is a sale), content (an exact repeat of a row is a"
                            + " duplicate), or map fields.event_id");
        }
        return Arrays.stream(Identity.values())
                .filter(i -> i != Identity.COLUMN && i.yaml().equals(identity))
                .findFirst()
                .orElseThrow(() -> new KeyFault("identity", "is row or content, not " + identity));
    }

    private static RowFilter filter(MappingDocument document) {
        Map<String, Set<String>> where = conditions("where", document.where());
        Map<String, Set<String>> skip = conditions("skip", document.skip());
        requireValues("where", where, Set.of());
        requireValues("skip", skip, where.keySet());
        where.forEach((column, values) -> {
            if (skip.getOrDefault(column, Set.of()).stream().anyMatch(values::contains)) {
                throw new KeyFault("skip." + column, "has a value that where has too");
            }
        });
        return new RowFilter(where, skip);
    }

    /** A list without values means something only where the other one has values: that every new value is rejected. */
    private static void requireValues(String key, Map<String, Set<String>> conditions, Set<String> others) {
        conditions.forEach((column, values) -> {
            if (values.isEmpty() && !others.contains(column)) {
                throw new KeyFault(key + "." + column, "names no value");
            }
        });
    }

    private static Map<String, Set<String>> conditions(String key, Map<String, List<String>> written) {
        Map<String, Set<String>> conditions = new LinkedHashMap<>();
        if (written != null) {
            written.forEach((column, values) -> {
                conditions.put(column, Set.copyOf(MappingDocument.texts(key + "." + column, values)));
            });
        }
        return conditions;
    }

    private static ExtrasRule extras(MappingDocument document) {
        Set<String> ignored = Set.copyOf(MappingDocument.texts("ignore", document.ignore()));
        JsonNode extras = document.extras();
        if (extras == null
                || extras.isNull()
                || extras.isTextual() && extras.asText().equals("all")) {
            return new ExtrasRule(true, Set.of(), ignored);
        }
        if (extras.isTextual() && extras.asText().equals("none")) {
            return new ExtrasRule(false, Set.of(), ignored);
        }
        if (!extras.isArray()) {
            throw new KeyFault("extras", "is all, none or a list of columns");
        }
        Set<String> names = new HashSet<>();
        extras.forEach(name -> names.add(name.asText()));
        return new ExtrasRule(false, Set.copyOf(names), ignored);
    }
}
