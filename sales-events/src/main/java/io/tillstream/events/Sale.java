package io.tillstream.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One sale: a value for each {@link SaleField} that it has, and extras. Mutable and reusable, because the writer decodes
 * hundreds of thousands a second into the same object. Not thread-safe.
 */
public final class Sale {
    /** Digits after the decimal point of every {@link FieldType#DECIMAL}. */
    public static final int DECIMAL_SCALE = 6;

    private static final long MAX_UNSCALED = 999_999_999_999_999_999L;

    private final String[] texts = new String[SaleField.values().length];
    private final long[] numbers = new long[SaleField.values().length];
    private final SortedMap<String, String> extras = new TreeMap<>();
    private long present;

    /** Removes every value. */
    public void clear() {
        Arrays.fill(texts, null);
        extras.clear();
        present = 0;
    }

    /** Tells whether the field has a value. */
    public boolean has(SaleField field) {
        return (present & bit(field)) != 0;
    }

    /** Returns the text of a {@link FieldType#TEXT} field, or null where it has none. */
    public String text(SaleField field) {
        return texts[field.ordinal()];
    }

    /**
     * Returns the value of any field but text: the integer, the unscaled decimal (millionths), microseconds since the
     * epoch, or days since the epoch. Meaningful only where {@link #has} says so.
     */
    public long number(SaleField field) {
        return numbers[field.ordinal()];
    }

    /** Returns the decimal of a {@link FieldType#DECIMAL} field that has a value, at scale 6. */
    public BigDecimal decimal(SaleField field) {
        return BigDecimal.valueOf(number(field), DECIMAL_SCALE);
    }

    /** Sets a text field. */
    public Sale set(SaleField field, String text) {
        require(field.type() == FieldType.TEXT, field);
        texts[field.ordinal()] = Objects.requireNonNull(text, field.fieldName());
        present |= bit(field);
        return this;
    }

    /** Sets a field of any type but text, in the unit that {@link #number} returns. */
    public Sale set(SaleField field, long number) {
        require(field.type() != FieldType.TEXT, field);
        numbers[field.ordinal()] = number;
        present |= bit(field);
        return this;
    }

    /**
     * Sets a decimal field.
     *
     * @throws ArithmeticException if DECIMAL(18,6) cannot hold the value exactly
     */
    public Sale set(SaleField field, BigDecimal value) {
        require(field.type() == FieldType.DECIMAL, field);
        return set(field, unscaled(value));
    }

    /** Removes a field's value. */
    public Sale remove(SaleField field) {
        texts[field.ordinal()] = null;
        present &= ~bit(field);
        return this;
    }

    /** Returns the extras, sorted by name; changes write through. */
    public SortedMap<String, String> extras() {
        return extras;
    }

    /** Makes this a copy of the other sale. */
    public Sale copyFrom(Sale other) {
        System.arraycopy(other.texts, 0, texts, 0, texts.length);
        System.arraycopy(other.numbers, 0, numbers, 0, numbers.length);
        extras.clear();
        extras.putAll(other.extras);
        present = other.present;
        return this;
    }

    /**
     * Returns a decimal as millionths.
     *
     * @throws ArithmeticException if DECIMAL(18,6) cannot hold the value exactly
     */
    public static long unscaled(BigDecimal value) {
        // The digits are counted before anything is rescaled: 1E999999999 would otherwise fill the memory.
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.scale() > DECIMAL_SCALE || (long) stripped.precision() - stripped.scale() > 12) {
            throw new ArithmeticException("does not fit DECIMAL(18,6)");
        }
        long unscaled = stripped.setScale(DECIMAL_SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
        if (Math.abs(unscaled) > MAX_UNSCALED) {
            throw new ArithmeticException("does not fit DECIMAL(18,6)");
        }
        return unscaled;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Sale sale) || present != sale.present || !extras.equals(sale.extras)) {
            return false;
        }
        for (SaleField field : SaleField.values()) {
            if (has(field)
                    && (field.type() == FieldType.TEXT
                            ? !text(field).equals(sale.text(field))
                            : number(field) != sale.number(field))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(present, texts[SaleField.EVENT_ID.ordinal()], texts[SaleField.SOURCE.ordinal()]);
    }

    @Override
    public String toString() {
        return new String(new SaleEncoder().encode(this), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long bit(SaleField field) {
        return 1L << field.ordinal();
    }

    private static void require(boolean fits, SaleField field) {
        if (!fits) {
            throw new IllegalArgumentException(field.fieldName() + " is of type " + field.type());
        }
    }
}
