package io.tillstream.warehouse;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an analytics query can be asked with. One vocabulary for all queries, so that a name means the same everywhere. Values
 * are checked here and bound as parameters of the Data API; they never become part of the SQL text.
 */
public enum QueryParameter {
    /** A till system, compared with {@code fact_sales.source}. */
    SOURCE("source", Kind.TEXT, "*", 1, 64, "one till system; * means all"),
    /** The first day of the sales counted, in the business time zone. */
    SINCE("since", Kind.DATE, "1990-01-01", 0, 0, "first day of the sales to include"),
    /** The last day of the sales counted, in the business time zone. */
    UNTIL("until", Kind.DATE, "2099-12-31", 0, 0, "last day of the sales to include"),
    /** The newest day that a sale can have; a till whose clock is wrong stretches no series beyond it. */
    TODAY("today", Kind.DATE, "", 0, 0, "newest day that a series, a comparison or a recency reaches"),
    /** How long a list is. */
    TOP("top", Kind.INTEGER, "10", 1, 1_000_000, "length of the list (per currency, if it shows money)"),
    /** How many orders two products must share to count as a pair. */
    MIN_ORDERS("min_orders", Kind.INTEGER, "2", 1, 1_000_000, "minimum number of orders that two products share");

    private enum Kind {
        TEXT,
        DATE,
        INTEGER
    }

    private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

    private final String parameterName;
    private final Kind kind;
    private final String defaultValue;
    private final int least;
    private final int most;
    private final String meaning;

    QueryParameter(String parameterName, Kind kind, String defaultValue, int least, int most, String meaning) {
        this.parameterName = parameterName;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    /** Returns the parameter of that name, or nothing where there is none. */
    public static Optional<QueryParameter> named(String name) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.parameterName.equals(name))
                .findFirst();
    }

    /** Returns its name in SQL, where it follows a colon. */
    public String parameterName() {
        return parameterName;
    }

    /**
     * Returns the value that holds where none is given. That of {@link #TODAY} is tomorrow's date in UTC, so that it is never
     * before today's date anywhere.
     */
    public String defaultValue() {
        return this == TODAY ? LocalDate.now(ZoneOffset.UTC).plusDays(1).toString() : defaultValue;
    }

    /** Returns the default in words: the value itself, unless it depends on the day of the question. */
    public String defaultText() {
        return this == TODAY ? "tomorrow" : defaultValue;
    }

    /** Returns what it means, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Returns what a value must be, in a few words. */
    public String form() {
        return switch (kind) {
            case TEXT -> "text of " + least + " to " + most + " bytes";
            case DATE -> "a day, YYYY-MM-DD, from " + FIRST_DAY + " to " + LAST_DAY;
            case INTEGER -> "a whole number from " + least + " to " + most;
        };
    }

    /**
     * Returns the value as it is bound.
     *
     * @throws InvalidParameterException if it is not of this parameter's {@link #form()}
     */
    String checked(String value) {
        boolean valid = switch (kind) {
            case TEXT -> isText(value);
            case DATE -> isDay(value);
            case INTEGER -> isInteger(value);
        };
        if (!valid) {
            throw new InvalidParameterException("Parameter " + parameterName + " must be " + form() + ", not \""
                    + value.replaceAll("\\p{Cntrl}", "?") + "\".");
        }
        return value;
    }

    private boolean isText(String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= least && bytes <= most && value.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isDay(String value) {
        try {
            LocalDate day = LocalDate.parse(value);
            return !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean isInteger(String value) {
        return value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most;
    }
}
