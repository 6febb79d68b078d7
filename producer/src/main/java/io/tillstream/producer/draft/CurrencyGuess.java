package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.CurrencySigns;
import io.tillstream.producer.mapping.NumberParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rule for the currency where no column has its code.
 *
 * @param rule as a mapping writes it; empty if nothing tells the currency
 * @param comment why, and what a person has to decide
 */
record CurrencyGuess(String rule, String comment) {
    private static final CurrencyGuess NONE = new CurrencyGuess("", "");

    /** What a sign means most often; a person has to look all the same. */
    private static final Map<String, String> USUAL =
            Map.of("$", "USD", "\u00a3", "GBP", "\u00a5", "JPY", "kr", "SEK", "kr.", "DKK", "\uffe5", "JPY");

    private static final Pattern UNIT = Pattern.compile("[(\\[ _]([A-Za-z]{3}|[^\\w\\s(\\[]{1,2})[)\\]]?$");

    static CurrencyGuess of(List<Column> amounts, NumberGuess numbers) {
        for (Column column : amounts) {
            Set<String> signs = new TreeSet<>();
            boolean plain = false;
            for (String value : column.values()) {
                Set<String> beside =
                        numbers.parsed(value).map(NumberParser.Parsed::currency).orElse(Set.of());
                signs.addAll(beside);
                plain |= beside.isEmpty();
            }
            if (signs.size() == 1 && !plain) {
                return ofSign(signs.iterator().next());
            }
            if (!signs.isEmpty()) {
                return ofSigns(column, signs, plain);
            }
        }
        return amounts.stream()
                .map(CurrencyGuess::byName)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(NONE);
    }

    private static CurrencyGuess ofSign(String sign) {
        Set<String> possible = CurrencySigns.currencies(sign);
        if (possible.size() == 1) {
            return new CurrencyGuess("{constant: " + possible.iterator().next() + "}", "by the sign " + sign);
        }
        return new CurrencyGuess(
                "{constant: " + usual(sign, possible) + "}",
                "by the sign " + sign + ", which can mean "
                        + possible.stream().limit(4).collect(Collectors.joining(", "))
                        + (possible.size() > 4 ? " and others" : "") + ". DECIDE");
    }

    private static CurrencyGuess ofSigns(Column column, Set<String> signs, boolean plain) {
        List<String> values = new ArrayList<>();
        for (String sign : signs) {
            Set<String> possible = CurrencySigns.currencies(sign);
            if (possible.size() > 1) {
                values.add(Yaml.scalar(sign) + ": " + usual(sign, possible));
            }
        }
        String rule = "{from_amount: " + Yaml.scalar(column.name())
                + (values.isEmpty() ? "" : ", values: {" + String.join(", ", values) + "}") + "}";
        String doubt = "the amounts have the signs " + String.join(" ", signs)
                + (plain ? ", and some have none: default: CODE for those" : "")
                + (values.isEmpty() && !plain ? "" : ". DECIDE");
        return new CurrencyGuess(rule, doubt);
    }

    private static Optional<CurrencyGuess> byName(Column column) {
        Matcher unit = UNIT.matcher(column.name());
        if (!unit.find()) {
            return Optional.empty();
        }
        String sign = unit.group(1);
        Set<String> possible = CurrencySigns.currencies(sign);
        boolean code = sign.length() == 3 && sign.equals(sign.toUpperCase(Locale.ROOT));
        if (possible.isEmpty() || sign.length() == 3 && !code) {
            return Optional.empty();
        }
        return Optional.of(new CurrencyGuess(
                "{constant: " + usual(sign, possible) + "}",
                "by the name of " + column.name() + (possible.size() == 1 ? "" : ". DECIDE")));
    }

    private static String usual(String sign, Set<String> possible) {
        return possible.size() == 1
                ? possible.iterator().next()
                : USUAL.getOrDefault(
                        sign.toLowerCase(Locale.ROOT), possible.iterator().next());
    }
}
