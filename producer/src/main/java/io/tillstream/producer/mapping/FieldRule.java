package io.tillstream.producer.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How one field of a sale gets its value.
 *
 * @param columns the columns read, joined by a space; empty for a constant
 * @param constant the value of every row
 * @param defaultValue the value of a row whose columns are blank
 * @param times how dates and times are read
 * @param values replacements of whole values
 * @param nullValues texts that mean "no value" in these columns
 * @param width digits are padded with zeros on the left to this length
 * @param scale decimals are rounded half-up to this many digits
 * @param unit what a discount's number means, where the mapping says so
 * @param fromAmount whether the currency is the sign or code next to an amount
 * @param optional whether a file may lack the columns
 */
public record FieldRule(
        List<String> columns,
        Optional<String> constant,
        Optional<String> defaultValue,
        Times times,
        Map<String, String> values,
        Set<String> nullValues,
        OptionalInt width,
        OptionalInt scale,
        Optional<DiscountUnit> unit,
        boolean fromAmount,
        boolean optional) {

    /**
     * How dates and times are read.
     *
     * @param formats tried in this order
     * @param language of the names of months and weekdays
     * @param century first of the hundred years that a year of two digits can be
     */
    public record Times(List<String> formats, Locale language, OptionalInt century) {}
}
