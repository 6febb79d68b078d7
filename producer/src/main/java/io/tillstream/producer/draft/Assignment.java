package io.tillstream.producer.draft;

import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which column becomes which field: by name where a known one fits, else by what the values look like. */
final class Assignment {
    private static final Pattern LINE_NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern SHARE = Pattern.compile("0|1|0?[.,][0-9]+|0[.,]|1[.,]0+");

    private final Map<SaleField, Column> columns = new EnumMap<>(SaleField.class);
    private final Map<SaleField, TimeGuess> times = new EnumMap<>(SaleField.class);
    private final Map<SaleField, String> doubts = new EnumMap<>(SaleField.class);
    private final Set<Column> taken = new HashSet<>();
    private final List<Column> all;
    private final NumberGuess numbers;
    private Column timeOfDay;

    Assignment(List<Column> all, NumberGuess numbers) {
        this.all = all;
        this.numbers = numbers;
        for (SaleField field : SaleField.values()) {
            byName(field);
        }
        timeOfDay();
        orderTimeByValue();
        byEnding(SaleField.QUANTITY, ".*(quantity|qty)");
        byEnding(SaleField.UNIT_PRICE, ".*(unitprice|priceperunit|price)");
        byEnding(SaleField.LINE_TOTAL, ".*(total|totalprice|amount|revenue)");
        byEnding(SaleField.CATEGORY, ".*category");
        byEnding(SaleField.PRODUCT_NAME, "(?!customer|store|city|country|user|client).*name");
        productByValue();
    }

    Optional<Column> column(SaleField field) {
        return Optional.ofNullable(columns.get(field));
    }

    Optional<TimeGuess> time(SaleField field) {
        return Optional.ofNullable(times.get(field));
    }

    /** Returns the column with the time of day of {@code order_ts}, where it is one of its own. */
    Optional<Column> ownTimeOfDay() {
        return Optional.ofNullable(timeOfDay);
    }

    String doubt(SaleField field) {
        return doubts.getOrDefault(field, "");
    }

    List<Column> unused() {
        return all.stream().filter(column -> !taken.contains(column)).toList();
    }

    private void byName(SaleField field) {
        all.stream()
                .filter(column -> !taken.contains(column))
                .filter(column -> Roles.rank(field, column.key()) >= 0)
                .filter(column -> fits(field, column))
                .min(Comparator.comparingInt(column -> Roles.rank(field, column.key())))
                .ifPresent(column -> take(field, column));
    }

    private boolean fits(SaleField field, Column column) {
        if (column.values().isEmpty()) {
            return field.type() == FieldType.TEXT;
        }
        return switch (field) {
            case EVENT_ID -> column.isUnique();
            case ORDER_TS, SHIP_DATE -> isTime(field, column);
            case LINE_NUMBER -> column.mostly(LINE_NUMBER.asMatchPredicate());
            case DISCOUNT -> numbers.isNumeric(column) && column.mostly(Assignment::isShare);
            case CURRENCY -> column.mostly(CURRENCY.asMatchPredicate());
            case EVENT_TYPE -> column.distinct().size() <= 10;
            // The name says what it is; values that are none are told row by row.
            default -> field.type() != FieldType.DECIMAL || numbers.share(column) >= 0.5;
        };
    }

    private static boolean isShare(String value) {
        return value.endsWith("%") || SHARE.matcher(value).matches();
    }

    private boolean isTime(SaleField field, Column column) {
        if (times.containsKey(field)) {
            return false;
        }
        return column.time().isPresent();
    }

    private void take(SaleField field, Column column) {
        columns.put(field, column);
        taken.add(column);
        if (field.type() == FieldType.TIMESTAMP || field.type() == FieldType.DATE) {
            column.time().ifPresent(guess -> times.put(field, guess));
        }
    }

    private void timeOfDay() {
        TimeGuess date = times.get(SaleField.ORDER_TS);
        if (date == null
                || date.formats().stream()
                        .anyMatch(
                                format -> format.contains("H") || format.contains("h") || format.startsWith("epoch"))) {
            return;
        }
        if (date.formats().contains("iso") && columns.get(SaleField.ORDER_TS).mostly(value -> value.length() > 10)) {
            return;
        }
        for (Column column : all) {
            List<String> formats = taken.contains(column) ? List.of() : TimesOfDay.of(column);
            if (!formats.isEmpty()) {
                timeOfDay = column;
                taken.add(column);
                times.put(SaleField.ORDER_TS, date.joinedWith(formats));
                return;
            }
        }
    }

    private void orderTimeByValue() {
        if (!columns.containsKey(SaleField.ORDER_TS)) {
            all.stream()
                    .filter(column -> !taken.contains(column) && !numbers.isNumeric(column))
                    .filter(column -> column.time().isPresent())
                    .findFirst()
                    .ifPresent(column -> {
                        take(SaleField.ORDER_TS, column);
                        doubts.put(SaleField.ORDER_TS, "the only column of dates. DECIDE");
                    });
            timeOfDay();
        }
    }

    private void byEnding(SaleField field, String ending) {
        if (!columns.containsKey(field)) {
            all.stream()
                    .filter(column -> !taken.contains(column) && column.key().matches(ending))
                    .filter(column -> !column.values().isEmpty() && fits(field, column))
                    .findFirst()
                    .ifPresent(column -> {
                        take(field, column);
                        doubts.put(field, "by the end of its name. DECIDE");
                    });
        }
    }

    /** A product is sold again and again: an id that repeats, of no order, customer or store. */
    private void productByValue() {
        if (columns.containsKey(SaleField.PRODUCT_ID)) {
            return;
        }
        Predicate<Column> id = column -> column.key().matches(".*(id|code|sku|nr)") && !column.isUnique();
        all.stream()
                .filter(column -> !taken.contains(column) && !column.values().isEmpty())
                .filter(id)
                .findFirst()
                .ifPresentOrElse(
                        column -> {
                            take(SaleField.PRODUCT_ID, column);
                            doubts.put(SaleField.PRODUCT_ID, "an id that repeats. DECIDE: is it what is sold?");
                        },
                        () -> Optional.ofNullable(columns.get(SaleField.PRODUCT_NAME))
                                .ifPresent(column -> {
                                    columns.put(SaleField.PRODUCT_ID, column);
                                    doubts.put(SaleField.PRODUCT_ID, "no id found, so the name has to do. DECIDE");
                                }));
    }
}
