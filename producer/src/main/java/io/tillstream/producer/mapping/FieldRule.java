package io.tillstream.producer.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one field of a sale gets its value.
 *
 * @param columns the columns read, joined by a space; empty for a constant
 * @param constant the value of every row
 * @param defaultValue the value of a row whose columns are blank
 * @param formats date and time patterns, tried in this order
 * @param values replacements of whole values
 * @param width digits are padded with zeros on the left to this length
 * @param scale decimals are rounded half-up to this many digits
 * @param optional whether a file may lack the columns
 */
public record FieldRule(
        List<String> columns,
        Optional<String> constant,
        Optional<String> defaultValue,
        List<String> formats,
        Map<String, String> values,
        OptionalInt width,
        OptionalInt scale,
        boolean optional) {}
