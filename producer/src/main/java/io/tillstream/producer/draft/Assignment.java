package io.tillstream.producer.draft;

import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import io.tillstream.producer.mapping.DiscountUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which column becomes which field: by name where a known one fits, else by what the values look like. */
final class Assignment {
    private static final Pattern LINE_NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");
    private static final Pattern ORDER_NAME = Pattern.compile("#?[A-Z]{0,4}-?[0-9]+");
    private static final Pattern ZONE = Pattern.compile("[A-Z]{3,5}|UTC.*|GMT.*|[A-Z][A-Za-z]+/[A-Za-z_]+");
    private static final String AMBIGUOUS = "the header has this name more than once. DECIDE: is it this column?";

    /** Amounts of a whole order, where the lines of the order have columns of their own. */
    private static final Set<SaleField> OF_THE_LINE =
            Set.of(SaleField.LINE_TOTAL, SaleField.TAX, SaleField.DISCOUNT, SaleField.PROFIT, SaleField.QUANTITY);

    private final Map<SaleField, Column> columns = new EnumMap<>(SaleField.class);
    private final Map<SaleField, TimeGuess> times = new EnumMap<>(SaleField.class);
    private final Map<SaleField, String> doubts = new EnumMap<>(SaleField.class);
    private final Map<Column, String> remarks = new LinkedHashMap<>();
    private final Set<Column> taken = new HashSet<>();
    private final List<Column> timeColumns = new ArrayList<>();
    private final List<Column> all;
    private final NumberGuess numbers;
    private final boolean lineItems;
    private Optional<DiscountGuess> discount = Optional.empty();

    Assignment(List<Column> all, NumberGuess numbers, int rows) {
        this.all = all;
        this.numbers = numbers;
        this.lineItems = all.stream().anyMatch(column -> column.key().matches("lineitem(quantity|qty|price|sku|name)"));
        for (SaleField field : SaleField.values()) {
            byName(field);
        }
        amazonPrice();
        timeOfDay();
        orderTimeByValue();
        zone();
        if (!lineItems) {
            byEnding(SaleField.QUANTITY, ".*(quantity|qty)");
            byEnding(SaleField.UNIT_PRICE, ".*(unitprice|priceperunit|price)");
            byEnding(SaleField.DISCOUNT, "(?!cart|order).*discount(amount|percent|rate|pct)?");
            byEnding(
                    SaleField.LINE_TOTAL,
                    "(?!.*(shipping|fee|tax|discount|tip|refund|cost|weight)).*(total|totalprice|amount|revenue)");
        }
        byEnding(SaleField.CURRENCY, ".*currency(code|iso)?");
        byEnding(SaleField.CATEGORY, ".*category");
        byEnding(
                SaleField.PRODUCT_NAME,
                "(?!customer|store|city|country|user|client|bill|ship|buyer|file|seller|employee|staff|cashier|register|server|device|operator|terminal|order|payment|discount|coupon|unit|tax).*name");
        productByValue();
        amounts(rows);
        columns.forEach((field, column) -> {
            if (column.isAmbiguous()) {
                doubt(field, AMBIGUOUS);
            }
        });
    }

    Optional<Column> column(SaleField field) {
        return Optional.ofNullable(columns.get(field));
    }

    Optional<TimeGuess> time(SaleField field) {
        return Optional.ofNullable(times.get(field));
    }

    /** Returns the columns, other than that of {@code order_ts}, that hold its time of day and its zone. */
    List<Column> timeColumns() {
        return timeColumns;
    }

    Optional<DiscountGuess> discount() {
        return discount;
    }

    String doubt(SaleField field) {
        return doubts.getOrDefault(field, "");
    }

    /** Returns columns that are no field, and what has to be said about them. */
    Map<Column, String> remarks() {
        return remarks;
    }

    List<Column> unused() {
        return all.stream().filter(column -> !taken.contains(column)).toList();
    }

    /** Takes a column out of the unused ones, because conditions look at it. */
    void takeForConditions(Column column) {
        taken.add(column);
    }

    /** In the reports of Amazon the price of an item is that of all its pieces. */
    private void amazonPrice() {
        Column price = columns.get(SaleField.UNIT_PRICE);
        boolean amazon = all.stream().anyMatch(column -> column.key().equals("amazonorderid"));
        if (amazon && price != null && price.key().equals("itemprice")) {
            columns.remove(SaleField.UNIT_PRICE);
            columns.put(SaleField.LINE_TOTAL, price);
        }
    }

    private void doubt(SaleField field, String doubt) {
        doubts.merge(field, doubt, (one, other) -> one + "; " + other);
    }

    private void byName(SaleField field) {
        if (field == SaleField.EVENT_TYPE) {
            // States of rows are looked at together.
            return;
        }
        all.stream()
                .filter(column -> !taken.contains(column))
                .filter(column -> Roles.rank(field, column.key()) >= 0)
                .filter(column -> fits(field, column))
                .min(Comparator.<Column>comparingInt(column -> Roles.rank(field, column.key()))
                        .thenComparing(Column::includesTax))
                .ifPresent(column -> take(field, column));
    }

    private boolean fits(SaleField field, Column column) {
        if (lineItems && OF_THE_LINE.contains(field) && !column.key().startsWith("lineitem")) {
            return false;
        }
        if (column.values().isEmpty()) {
            // A sale must say what was sold: a column without a value cannot.
            return field.type() == FieldType.TEXT
                    && field != SaleField.PRODUCT_ID
                    && !column.key().equals("name");
        }
        return switch (field) {
            case EVENT_ID -> column.isUnique();
            case ORDER_TS, SHIP_DATE -> isTime(field, column);
            case LINE_NUMBER -> column.mostly(LINE_NUMBER.asMatchPredicate());
            case DISCOUNT -> numbers.isNumeric(column);
            case STATE -> column.distinct().stream().noneMatch(StateGuess::isWordOfOrders);
            case CURRENCY -> column.mostly(CURRENCY.asMatchPredicate());
            case ORDER_ID -> !column.key().equals("name") || lineItems && column.mostly(ORDER_NAME.asMatchPredicate());
            // The name says what it is; values that do not fit are rejected row by row.
            default -> field.type() != FieldType.DECIMAL || numbers.share(column) >= 0.5;
        };
    }

    private boolean isTime(SaleField field, Column column) {
        return !times.containsKey(field) && column.time().isPresent();
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
        if (date == null || date.hasTimeOfDay()) {
            return;
        }
        if (date.formats().contains("iso") && columns.get(SaleField.ORDER_TS).mostly(value -> value.length() > 10)) {
            return;
        }
        for (Column column : all) {
            List<String> formats = taken.contains(column) ? List.of() : TimesOfDay.of(column);
            if (!formats.isEmpty()) {
                timeColumns.add(column);
                taken.add(column);
                times.put(SaleField.ORDER_TS, date.joinedWith(formats));
                return;
            }
        }
    }

    /** A zone in a separate column belongs to the time, if the engine can read it. */
    private void zone() {
        TimeGuess time = times.get(SaleField.ORDER_TS);
        if (time == null || !time.hasTimeOfDay() || time.formats().contains("iso")) {
            return;
        }
        all.stream()
                .filter(column -> !taken.contains(column))
                .filter(column -> column.key().matches("timezone|tz|zeitzone|fuseauhoraire|zonahoraria"))
                .findFirst()
                .ifPresent(column -> {
                    if (!column.values().isEmpty() && column.mostly(ZONE.asMatchPredicate())) {
                        boolean region = column.mostly(value -> value.contains("/"));
                        timeColumns.add(column);
                        taken.add(column);
                        times.put(SaleField.ORDER_TS, time.joinedWith(List.of(region ? "VV" : "z")));
                    } else {
                        remarks.put(column, "is not read. DECIDE: write time_zone instead");
                    }
                });
    }

    private void orderTimeByValue() {
        if (!columns.containsKey(SaleField.ORDER_TS)) {
            all.stream()
                    .filter(column -> !taken.contains(column) && !numbers.isNumeric(column))
                    .filter(column -> column.time().isPresent())
                    .findFirst()
                    .ifPresent(column -> {
                        take(SaleField.ORDER_TS, column);
                        doubt(SaleField.ORDER_TS, "the only column of dates. DECIDE");
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
                        doubt(field, "by the end of its name. DECIDE");
                    });
        }
    }

    /** A product is sold again and again: an id that repeats, of no order, customer or store. */
    private void productByValue() {
        if (columns.containsKey(SaleField.PRODUCT_ID)) {
            return;
        }
        // In a list of products it is the other way round: there each has its own.
        boolean products = !columns.containsKey(SaleField.ORDER_TS) && !columns.containsKey(SaleField.QUANTITY);
        Predicate<Column> id = column -> column.key().matches(".*(id|code|sku|nr|no)")
                && !column.key()
                        .matches(
                                ".*(customer|client|buyer|user|member|currency|country|state|zip|post|store|shop"
                                        + "|order|invoice|account|employee|cashier|coupon|discount|tax|payment|referen|kund|filial).*")
                && column.isUnique() == products;
        all.stream()
                .filter(column -> !taken.contains(column) && !column.values().isEmpty())
                .filter(id)
                .findFirst()
                .ifPresentOrElse(
                        column -> {
                            take(SaleField.PRODUCT_ID, column);
                            doubt(SaleField.PRODUCT_ID, "an id that repeats. DECIDE: is it what is sold?");
                        },
                        () -> Optional.ofNullable(columns.get(SaleField.PRODUCT_NAME))
                                .ifPresent(column -> {
                                    columns.put(SaleField.PRODUCT_ID, column);
                                    doubt(SaleField.PRODUCT_ID, "no id found, so the name is used");
                                }));
    }

    /** Holds totals and discounts against quantity and price. */
    private void amounts(int rows) {
        LineArithmetic lines = new LineArithmetic(
                numbers,
                column(SaleField.QUANTITY),
                column(SaleField.UNIT_PRICE),
                column(SaleField.DISCOUNT),
                column(SaleField.TAX),
                rows);
        Column total = columns.get(SaleField.LINE_TOTAL);
        column(SaleField.DISCOUNT).ifPresent(column -> {
            List<DiscountUnit> fitting = total == null ? List.of() : lines.unitsFor(total);
            DiscountGuess guess = DiscountGuess.of(column, numbers, fitting);
            discount = Optional.of(guess);
            if (!guess.doubt().isEmpty()) {
                doubt(SaleField.DISCOUNT, guess.doubt());
            }
        });
        if (total != null && columns.containsKey(SaleField.UNIT_PRICE)) {
            lines.relation(total, discount.map(DiscountGuess::unit)).ifPresent(relation -> total(total, relation));
        } else if (total != null
                && discount.isPresent()
                && !discount.get().unit().isAmount()) {
            doubt(SaleField.LINE_TOTAL, "DECIDE: is the discount already taken off?");
        }
    }

    private void total(Column total, LineArithmetic.Relation relation) {
        switch (relation) {
            case NET -> {
                // The total of the line, as it should be.
            }
            case GROSS ->
                forget(total, "is quantity times price before the discount; revenue is taken without the discount");
            case NET_WITH_TAX, GROSS_WITH_TAX ->
                forget(total, "includes the tax; revenue is quantity times price, without it. DECIDE");
            case NONE ->
                forget(
                        total,
                        "is not quantity times price"
                                + (isOfOrder(total)
                                        ? ": it is of the whole order"
                                        : "; revenue is quantity times price. DECIDE"));
        }
    }

    private void forget(Column total, String why) {
        columns.remove(SaleField.LINE_TOTAL);
        doubts.remove(SaleField.LINE_TOTAL);
        taken.remove(total);
        remarks.put(total, why);
    }

    /** What is said once for an order is blank on its other lines. */
    private boolean isOfOrder(Column total) {
        Column price = columns.get(SaleField.UNIT_PRICE);
        return total.key().startsWith("order")
                || total.values().size() < price.values().size();
    }
}
