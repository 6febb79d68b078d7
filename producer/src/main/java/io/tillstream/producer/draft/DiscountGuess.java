package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.DiscountUnit;
import io.tillstream.producer.mapping.NumberParser;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the numbers of a column of discounts mean.
 *
 * @param unit their unit
 * @param written whether a mapping has to say it
 * @param doubt what a person has to decide; empty if name, values or totals leave no doubt
 */
record DiscountGuess(DiscountUnit unit, boolean written, String doubt) {
    private static final String ASK = "share, percent, amount (off the line) or unit_amount (off each piece)? DECIDE";

    static DiscountGuess of(Column column, NumberGuess numbers, List<DiscountUnit> fittingTotals) {
        List<NumberParser.Parsed> parsed = column.values().stream()
                .map(numbers::parsed)
                .flatMap(Optional::stream)
                .toList();
        List<BigDecimal> values =
                parsed.stream().map(NumberParser.Parsed::value).toList();
        if (!parsed.isEmpty()
                && parsed.stream()
                        .allMatch(value -> value.percent() || value.value().signum() == 0)) {
            return new DiscountGuess(DiscountUnit.SHARE, false, "");
        }
        boolean negative = values.stream().anyMatch(value -> value.signum() < 0);
        boolean positive = values.stream().anyMatch(value -> value.signum() > 0);
        if (negative && positive) {
            return new DiscountGuess(DiscountUnit.AMOUNT, true, "some are negative and some are positive: " + ASK);
        }
        if (fittingTotals.size() == 1) {
            return new DiscountGuess(fittingTotals.get(0), true, "");
        }
        if (fittingTotals.equals(List.of(DiscountUnit.AMOUNT, DiscountUnit.UNIT_AMOUNT))) {
            return new DiscountGuess(
                    DiscountUnit.AMOUNT, true, "only single pieces have one: off the line or off each piece? " + ASK);
        }
        if (negative) {
            return new DiscountGuess(DiscountUnit.NEGATIVE_AMOUNT, true, "");
        }
        return byName(column, values);
    }

    private static DiscountGuess byName(Column column, List<BigDecimal> values) {
        String name = Column.key(column.name());
        boolean percent = column.name().matches(".*%.*")
                || name.matches(".*(percent|percentage|pct|prozent|prcnt|perc|pourcent|satz)");
        boolean amount = name.matches(".*(amount|amt|value|betrag|montant|importe|importo|valor)")
                || column.name().matches("(?i).*[(\\[ ](eur|usd|gbp|chf|\u20ac|[$]|\u00a3)[)\\]]?");
        if (percent) {
            return new DiscountGuess(DiscountUnit.PERCENT, true, "");
        }
        if (amount) {
            return new DiscountGuess(DiscountUnit.AMOUNT, true, "");
        }
        boolean over = values.stream().anyMatch(value -> value.compareTo(BigDecimal.ONE) > 0);
        boolean parts = values.stream().anyMatch(value -> value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0);
        boolean ones = values.stream().anyMatch(value -> value.compareTo(BigDecimal.ONE) == 0);
        if (!over && !ones && !parts) {
            // Nothing but zeros: later a value that could mean two things is rejected.
            return new DiscountGuess(DiscountUnit.SHARE, false, "");
        }
        // Shares are written as 0.1 or 0.25; where even nothing is 0.00, it may as well be money.
        boolean likeMoney = column.values().stream().allMatch(value -> value.matches("[^.,]*[.,][0-9]{2}\\D*"));
        if (!over && !ones) {
            return new DiscountGuess(
                    DiscountUnit.SHARE, true, likeMoney ? "a share of 1, or an amount of money? " + ASK : "");
        }
        if (!over) {
            return new DiscountGuess(
                    parts ? DiscountUnit.SHARE : DiscountUnit.PERCENT, true, "1 could be one per cent or all: " + ASK);
        }
        boolean hundred = values.stream().allMatch(value -> value.compareTo(BigDecimal.valueOf(100)) <= 0);
        boolean whole =
                values.stream().allMatch(value -> value.stripTrailingZeros().scale() <= 0);
        return new DiscountGuess(hundred && whole ? DiscountUnit.PERCENT : DiscountUnit.AMOUNT, true, "is it " + ASK);
    }
}
