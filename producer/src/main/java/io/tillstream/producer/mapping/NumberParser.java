package io.tillstream.producer.mapping;

import io.tillstream.producer.source.Texts;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as people and spreadsheets write them: a decimal mark, thousands marks between groups of three digits,
 * a currency sign, a sign in front or behind, or brackets for a negative amount.
 */
public final class NumberParser {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final char decimalMark;
    private final Pattern plain;
    private final Pattern grouped;

    /**
     * Creates one.
     *
     * @param decimalMark a point or a comma
     */
    public NumberParser(char decimalMark) {
        this.decimalMark = decimalMark;
        String mark = Pattern.quote(String.valueOf(decimalMark));
        String thousands = (decimalMark == '.' ? "," : ".") + "'\u2019 \u00a0\u2009\u202f";
        plain = Pattern.compile("(?:[0-9]+(?:" + mark + "[0-9]*)?|" + mark + "[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
        // One mark throughout, and groups of three: 1,5 with a decimal point is a mistake, not fifteen.
        grouped = Pattern.compile("[0-9]{1,3}([" + thousands + "])[0-9]{3}(?:\\1[0-9]{3})*(?:" + mark + "[0-9]*)?");
    }

    /**
     * Returns the number.
     *
     * @param text without blanks at its ends
     * @param percent whether a percent sign may follow, which divides by 100
     * @throws NumberFormatException saying what is wrong
     */
    public BigDecimal parse(String text, boolean percent) {
        String rest = withoutCurrencySign(text);
        boolean negative = false;
        if (rest.startsWith("(") && rest.endsWith(")")) {
            negative = true;
            rest = Texts.trim(rest.substring(1, rest.length() - 1));
        } else if (rest.startsWith("-") || rest.startsWith("\u2212") || rest.startsWith("+")) {
            negative = rest.charAt(0) != '+';
            rest = Texts.trim(rest.substring(1));
        } else if (rest.endsWith("-")) {
            negative = true;
            rest = Texts.trim(rest.substring(0, rest.length() - 1));
        }
        boolean share = percent && rest.endsWith("%");
        if (share) {
            rest = Texts.trim(rest.substring(0, rest.length() - 1));
        }
        BigDecimal number = digits(text, rest);
        number = share ? number.divide(HUNDRED) : number;
        return negative ? number.negate() : number;
    }

    private BigDecimal digits(String text, String digits) {
        String ungrouped = digits;
        if (!plain.matcher(digits).matches()) {
            Matcher groups = grouped.matcher(digits);
            if (!groups.matches()) {
                throw new NumberFormatException(
                        "'" + text + "' is no number with the decimal mark '" + decimalMark + "'");
            }
            ungrouped = digits.replace(groups.group(1), "");
        }
        return new BigDecimal(ungrouped.replace(decimalMark, '.'));
    }

    private static String withoutCurrencySign(String text) {
        int sign = 0;
        while (sign < text.length() && Character.getType(text.charAt(sign)) != Character.CURRENCY_SYMBOL) {
            sign++;
        }
        if (sign == text.length()) {
            return text;
        }
        String before = text.substring(0, sign);
        String after = text.substring(sign + 1);
        // 12€50 is no number: taking the sign out would make it a hundred times more.
        return hasDigit(before) && hasDigit(after) ? text : Texts.trim(before + after);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
