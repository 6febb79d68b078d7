package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.NumberParser;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The decimal mark of a file.
 *
 * @param mark a point or a comma
 * @param doubt what a person has to decide; empty if the values leave no doubt
 */
record NumberGuess(char mark, String doubt) {
    private static final NumberParser POINT = new NumberParser('.');
    private static final NumberParser COMMA = new NumberParser(',');
    private static final Pattern MARKED = Pattern.compile("\\p{Nd}[.,\u066b]\\p{Nd}");

    static NumberGuess of(List<Column> columns) {
        int forPoint = 0;
        int forComma = 0;
        String open = "";
        for (Column column : columns) {
            if (column.values().stream()
                    .noneMatch(value -> MARKED.matcher(value).find())) {
                continue;
            }
            boolean point = column.mostly(value -> isNumber(POINT, value));
            boolean comma = column.mostly(value -> isNumber(COMMA, value));
            forPoint += point && !comma ? 1 : 0;
            forComma += comma && !point ? 1 : 0;
            if (point && comma && open.isEmpty()) {
                open = column.values().stream()
                        .filter(value -> MARKED.matcher(value).find())
                        .findFirst()
                        .orElse("");
            }
        }
        if (forPoint == 0 && forComma == 0 && !open.isEmpty()) {
            return new NumberGuess('.', "'" + open + "' could be thousands or a fraction. DECIDE");
        }
        return new NumberGuess(forComma > forPoint ? ',' : '.', "");
    }

    boolean isNumeric(Column column) {
        return share(column) >= 0.95;
    }

    /** Returns the part of the column's values that are numbers with this mark. */
    double share(Column column) {
        NumberParser parser = mark == '.' ? POINT : COMMA;
        return column.share(value -> isNumber(parser, value));
    }

    /** Returns the value of a cell; empty if it is not a number. */
    Optional<NumberParser.Parsed> parsed(String value) {
        NumberParser parser = mark == '.' ? POINT : COMMA;
        return isNumber(parser, value) ? Optional.of(parser.parse(value)) : Optional.empty();
    }

    private static boolean isNumber(NumberParser parser, String value) {
        if (value.length() > 40 || value.chars().noneMatch(Character::isDigit)) {
            return false;
        }
        try {
            return parser.parse(value) != null;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
