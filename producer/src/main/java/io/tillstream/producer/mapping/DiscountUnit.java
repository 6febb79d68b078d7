package io.tillstream.producer.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the number in a column of discounts means. */
public enum DiscountUnit {
    /** A part from 0 to 1, or with a per cent sign. */
    SHARE,
    /** Per cent, with or without the sign: 20 is a fifth. */
    PERCENT,
    /** Money off the line. */
    AMOUNT,
    /** Money off the line, written with a minus. */
    NEGATIVE_AMOUNT,
    /** Money off each piece. */
    UNIT_AMOUNT;

    /** Returns its name in a mapping. */
    public String yaml() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether it is money, and no part of anything. */
    public boolean isAmount() {
        return this == AMOUNT || this == NEGATIVE_AMOUNT || this == UNIT_AMOUNT;
    }

    static Optional<DiscountUnit> named(String yaml) {
        return Arrays.stream(values()).filter(unit -> unit.yaml().equals(yaml)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(DiscountUnit::yaml).collect(Collectors.joining(", "));
    }
}
