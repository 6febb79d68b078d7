package io.tillstream.producer.mapping;

import io.tillstream.producer.source.SourceText;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as people and spreadsheets write them in any country: a decimal mark, group marks (of three digits, or of
 * two before the last three as in India), digits of any script, currency signs and codes, a sign in front or at the end,
 * brackets for a negative amount.
 */
public final class NumberParser {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String SPACES = " \u00a0\u2007\u2009\u202f";

    private final char decimalMark;
    private final Pattern plain;
    private final Pattern grouped;
    private final Pattern withoutCents;

    /**
     * A number as it was written.
     *
     * @param value the number; what was written in per cent is divided by 100
     * @param percent whether it had a per cent sign
     * @param currency the currency signs and codes next to it, for example {@code $} or {@code CHF}; empty without
     */
    public record Parsed(BigDecimal value, boolean percent, Set<String> currency) {}

    /**
     * Creates one.
     *
     * @param decimalMark a point or a comma
     */
    public NumberParser(char decimalMark) {
        this.decimalMark = decimalMark;
        String mark = Pattern.quote(String.valueOf(decimalMark));
        String groupMarks = (decimalMark == '.' ? "," : ".") + "'\u2019" + SPACES;
        plain = Pattern.compile("(?:[0-9]+(?:" + mark + "[0-9]*)?|" + mark + "[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
        // One mark throughout, and whole groups: 1,5 with a decimal point is a mistake, not fifteen.
        String fraction = "(?:" + mark + "[0-9]*)?";
        grouped = Pattern.compile("[0-9]{1,3}(?<three>[" + groupMarks + "])[0-9]{3}(?:\\k<three>[0-9]{3})*" + fraction
                + "|[0-9]{1,2}(?<two>[" + groupMarks + "])(?:[0-9]{2}\\k<two>)+[0-9]{3}" + fraction);
        withoutCents = Pattern.compile("(.*[0-9])" + mark + "[-\u2013\u2014]{1,2}");
    }

    /**
     * Returns the number.
     *
     * @param text without blanks at its ends
     * @throws NumberFormatException saying what is wrong
     */
    public Parsed parse(String text) {
        String rest = withAsciiDigits(text);
        boolean negative = false;
        if (rest.startsWith("(") && rest.endsWith(")")) {
            negative = true;
            rest = inner(rest, 1, 1);
        }
        // Sign, currency and per cent come in any order: -€5, €-5, 5- €, %10.
        String before = "";
        String after = "";
        boolean percent = false;
        boolean signed = negative;
        boolean more = true;
        while (more && !rest.isEmpty()) {
            String front = before.isEmpty() && !isDigitOrMark(rest.charAt(0)) ? CurrencySigns.before(rest) : "";
            String end = after.isEmpty() && !isDigit(rest.charAt(rest.length() - 1)) ? CurrencySigns.after(rest) : "";
            Matcher whole = withoutCents.matcher(rest);
            if (!front.isEmpty()) {
                before = front;
                rest = inner(rest, front.length(), 0);
            } else if (whole.matches()) {
                rest = whole.group(1);
            } else if (!end.isEmpty()) {
                after = end;
                rest = inner(rest, 0, end.length());
            } else if (!percent && (isPercent(rest.charAt(0)) || isPercent(rest.charAt(rest.length() - 1)))) {
                percent = true;
                rest = isPercent(rest.charAt(0)) ? inner(rest, 1, 0) : inner(rest, 0, 1);
            } else if (!signed && isSign(rest.charAt(0))) {
                signed = true;
                negative = rest.charAt(0) != '+';
                rest = inner(rest, 1, 0);
            } else if (!signed && isMinus(rest.charAt(rest.length() - 1))) {
                signed = true;
                negative = true;
                rest = inner(rest, 0, 1);
            } else {
                more = false;
            }
        }
        BigDecimal number = digits(text, rest);
        number = percent ? number.divide(HUNDRED) : number;
        return new Parsed(negative ? number.negate() : number, percent, currency(before, after));
    }

    private static Set<String> currency(String before, String after) {
        if (before.isEmpty()) {
            return after.isEmpty() ? Set.of() : Set.of(after);
        }
        return after.isEmpty() || after.equalsIgnoreCase(before) ? Set.of(before) : Set.of(before, after);
    }

    private BigDecimal digits(String text, String digits) {
        String ungrouped = digits;
        if (!plain.matcher(digits).matches()) {
            Matcher groups = grouped.matcher(digits);
            if (!groups.matches()) {
                throw new NumberFormatException(
                        "'" + text + "' is not a valid number with the decimal mark '" + decimalMark + "'");
            }
            ungrouped = digits.replace(groups.group(groups.group("three") == null ? "two" : "three"), "");
        }
        return new BigDecimal(ungrouped.replace(decimalMark, '.'));
    }

    private static String inner(String text, int start, int end) {
        return SourceText.trim(text.substring(start, text.length() - end));
    }

    /** Digits of every script have a value in Unicode; Arabic also has its own marks. */
    private String withAsciiDigits(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder ascii = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (Character.isDigit(c)) {
                ascii.append((char) ('0' + Character.digit(c, 10)));
            } else if (c == '\u066b') {
                ascii.append(decimalMark);
            } else if (c == '\u066c') {
                ascii.append(decimalMark == '.' ? ',' : '.');
            } else if (c != '\u200e' && c != '\u200f' && c != '\u061c') {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }

    private boolean isDigitOrMark(char c) {
        return isDigit(c) || c == decimalMark;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPercent(char c) {
        return c == '%' || c == '\u066a' || c == '\uff05';
    }

    private static boolean isSign(char c) {
        return c == '+' || isMinus(c);
    }

    private static boolean isMinus(char c) {
        return c == '-' || c == '\u2212' || c == '\u2013';
    }
}
