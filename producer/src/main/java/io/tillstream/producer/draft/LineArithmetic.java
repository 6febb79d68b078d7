package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.DiscountUnit;
import io.tillstream.producer.mapping.NumberParser;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the amounts of a line say about each other: whether a total is that of the line, and what a discount means. */
final class LineArithmetic {
    /** How a total follows from the other columns of its line. */
    enum Relation {
        GROSS,
        NET,
        GROSS_WITH_TAX,
        NET_WITH_TAX,
        NONE
    }

    private static final BigDecimal CENT = new BigDecimal("0.011");
    private static final double ENOUGH = 0.9;

    private final NumberGuess numbers;
    private final Optional<Column> quantity;
    private final Optional<Column> price;
    private final Optional<Column> discount;
    private final Optional<Column> tax;
    private final int rows;

    LineArithmetic(
            NumberGuess numbers,
            Optional<Column> quantity,
            Optional<Column> price,
            Optional<Column> discount,
            Optional<Column> tax,
            int rows) {
        this.numbers = numbers;
        this.quantity = quantity;
        this.price = price;
        this.discount = discount;
        this.tax = tax;
        this.rows = rows;
    }

    /** Returns the units with which nearly every discounted line adds up to the total. */
    List<DiscountUnit> unitsFor(Column total) {
        Map<DiscountUnit, Integer> hits = new EnumMap<>(DiscountUnit.class);
        int compared = 0;
        for (int row = 0; row < rows; row++) {
            Optional<BigDecimal> gross = gross(row);
            Optional<BigDecimal> off = number(discount, row);
            Optional<BigDecimal> sum = number(Optional.of(total), row);
            if (gross.isEmpty() || off.isEmpty() || sum.isEmpty() || off.get().signum() == 0) {
                continue;
            }
            compared++;
            for (DiscountUnit unit : DiscountUnit.values()) {
                BigDecimal net = net(gross.get(), off.get(), unit, row);
                if (near(net, sum.get()) || near(net.add(number(tax, row).orElse(BigDecimal.ZERO)), sum.get())) {
                    hits.merge(unit, 1, Integer::sum);
                }
            }
        }
        int all = compared;
        return hits.entrySet().stream()
                .filter(hit -> hit.getValue() >= ENOUGH * all)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns how the total follows from the other columns; empty if too few rows have them all. */
    Optional<Relation> relation(Column total, Optional<DiscountUnit> unit) {
        Map<Relation, Integer> hits = new EnumMap<>(Relation.class);
        int compared = 0;
        boolean discounted = false;
        for (int row = 0; row < rows; row++) {
            Optional<BigDecimal> gross = gross(row);
            Optional<BigDecimal> sum = number(Optional.of(total), row);
            if (gross.isEmpty() || sum.isEmpty()) {
                continue;
            }
            compared++;
            BigDecimal off = number(discount, row).orElse(BigDecimal.ZERO);
            discounted |= off.signum() != 0;
            BigDecimal net = net(gross.get(), off, unit.orElse(DiscountUnit.SHARE), row);
            BigDecimal taxed = number(tax, row).orElse(BigDecimal.ZERO);
            List<Relation> fitting = new ArrayList<>();
            if (near(net, sum.get())) {
                fitting.add(Relation.NET);
            }
            if (near(gross.get(), sum.get())) {
                fitting.add(Relation.GROSS);
            }
            if (taxed.signum() != 0 && near(net.add(taxed), sum.get())) {
                fitting.add(Relation.NET_WITH_TAX);
            }
            if (taxed.signum() != 0 && near(gross.get().add(taxed), sum.get())) {
                fitting.add(Relation.GROSS_WITH_TAX);
            }
            fitting.forEach(relation -> hits.merge(relation, 1, Integer::sum));
        }
        if (compared == 0) {
            return Optional.empty();
        }
        for (Relation relation :
                List.of(Relation.NET, Relation.NET_WITH_TAX, Relation.GROSS, Relation.GROSS_WITH_TAX)) {
            if (hits.getOrDefault(relation, 0) >= ENOUGH * compared) {
                return Optional.of(relation == Relation.GROSS && !discounted ? Relation.NET : relation);
            }
        }
        return Optional.of(Relation.NONE);
    }

    private Optional<BigDecimal> gross(int row) {
        Optional<BigDecimal> pieces = quantity.isEmpty() ? Optional.of(BigDecimal.ONE) : number(quantity, row);
        Optional<BigDecimal> each = number(price, row);
        return pieces.isEmpty() || each.isEmpty()
                ? Optional.empty()
                : Optional.of(pieces.get().multiply(each.get()));
    }

    private BigDecimal net(BigDecimal gross, BigDecimal off, DiscountUnit unit, int row) {
        return switch (unit) {
            case SHARE -> gross.multiply(BigDecimal.ONE.subtract(off));
            case PERCENT -> gross.multiply(BigDecimal.ONE.subtract(off.movePointLeft(2)));
            case AMOUNT -> gross.subtract(off);
            case NEGATIVE_AMOUNT -> gross.add(off);
            case UNIT_AMOUNT ->
                gross.subtract(off.multiply(number(quantity, row).orElse(BigDecimal.ONE)));
        };
    }

    private Optional<BigDecimal> number(Optional<Column> column, int row) {
        return column.flatMap(c -> c.at(row)).flatMap(numbers::parsed).map(NumberParser.Parsed::value);
    }

    /** Equal to the cent, or to a thousandth of a long amount that was rounded on the way. */
    private static boolean near(BigDecimal one, BigDecimal other) {
        BigDecimal difference = one.subtract(other, MathContext.DECIMAL64).abs();
        return difference.compareTo(CENT) <= 0
                || difference.compareTo(other.abs().movePointLeft(4)) <= 0;
    }
}
