package io.tillstream.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One sale: a value for each {@link SaleField} that it has, and extras. Mutable and reusable, because the writer decodes
 * hundreds of thousands a second into the same object. Not thread-safe.
 *
 * <p>A text is held as a String or as a slice of UTF-8 bytes: of a decoded sale it is a slice of the very value that was
 * decoded, so that the writer copies it into a file without ever making a String.
 */
public final class Sale {
    /** Digits after the decimal point of every {@link FieldType#DECIMAL}. */
    public static final int DECIMAL_SCALE = 6;

    private static final long MAX_UNSCALED = 999_999_999_999_999_999L;
    private static final SaleField[] FIELDS = SaleField.values();
    private static final byte[] NOTHING = {};

    private final String[] texts = new String[FIELDS.length];
    private final long[] numbers = new long[FIELDS.length];
    private final SortedMap<String, String> extras = new TreeMap<>();

    /** Bit n: field n has a value. */
    private long present;

    /** Bit n: the text of field n is a slice of {@link #source}; else it is in {@link #texts}. */
    private long sliced;

    private byte[] source = NOTHING;
    private final int[] starts = new int[FIELDS.length];
    private final int[] lengths = new int[FIELDS.length];

    /** Removes every value. */
    public void clear() {
        if (!extras.isEmpty()) {
            extras.clear();
        }
        present = 0;
        sliced = 0;
    }

    /** As {@link #clear}, and slices are of these bytes from now on. */
    void clear(byte[] bytes) {
        clear();
        source = bytes;
    }

    /** Returns whether the field has a value. */
    public boolean has(SaleField field) {
        return (present & bit(field)) != 0;
    }

    /** Returns which fields have a value: bit n is set for the field of ordinal n. */
    public long present() {
        return present;
    }

    /** Returns the text of a {@link FieldType#TEXT} field, or null if it has none. */
    public String text(SaleField field) {
        int i = field.ordinal();
        if (!has(field)) {
            return null;
        }
        return (sliced & bit(field)) == 0
                ? texts[i]
                : new String(source, starts[i], lengths[i], StandardCharsets.UTF_8);
    }

    /**
     * Returns the bytes that hold every text as UTF-8, each at {@link #textStart}. Valid until the sale changes; not to
     * be written to.
     */
    public byte[] textBytes() {
        if ((present & ~sliced & SaleField.TEXTS) != 0) {
            sliceTexts();
        }
        return source;
    }

    /** Returns where the text of a field that has one starts in {@link #textBytes}, which must be called first. */
    public int textStart(int ordinal) {
        return starts[ordinal];
    }

    /** Returns how many bytes the text has, from {@link #textStart}. */
    public int textLength(int ordinal) {
        return lengths[ordinal];
    }

    /**
     * Returns the value of any field but text: the integer, the unscaled decimal (millionths), microseconds since the
     * epoch, or days since the epoch. Meaningful only where {@link #has} says so.
     */
    public long number(SaleField field) {
        return numbers[field.ordinal()];
    }

    /** As {@link #number(SaleField)}, by the field's ordinal. */
    public long number(int ordinal) {
        return numbers[ordinal];
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
        sliced &= ~bit(field);
        return this;
    }

    /** Sets a text field to a slice of the bytes given to {@link #clear(byte[])}, which must be valid UTF-8. */
    void setSlice(int ordinal, int start, int length) {
        starts[ordinal] = start;
        lengths[ordinal] = length;
        present |= 1L << ordinal;
        sliced |= 1L << ordinal;
    }

    /** Sets a field of any type but text, in the unit that {@link #number(SaleField)} returns. */
    void setNumber(int ordinal, long number) {
        numbers[ordinal] = number;
        present |= 1L << ordinal;
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
        sliced &= ~bit(field);
        return this;
    }

    /** Returns the extras, sorted by name; changes write through. */
    public SortedMap<String, String> extras() {
        return extras;
    }

    /** Makes this a copy of the other sale; its slices are copied too. */
    public Sale copyFrom(Sale other) {
        System.arraycopy(other.texts, 0, texts, 0, texts.length);
        System.arraycopy(other.numbers, 0, numbers, 0, numbers.length);
        extras.clear();
        extras.putAll(other.extras);
        present = other.present;
        sliced = other.sliced;
        copySlices(other);
        return this;
    }

    private void copySlices(Sale other) {
        int size = 0;
        for (long rest = sliced; rest != 0; rest &= rest - 1) {
            size += other.lengths[Long.numberOfTrailingZeros(rest)];
        }
        byte[] copy = new byte[size];
        int end = 0;
        for (long rest = sliced; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            System.arraycopy(other.source, other.starts[i], copy, end, other.lengths[i]);
            starts[i] = end;
            lengths[i] = other.lengths[i];
            end += lengths[i];
        }
        source = copy;
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
        for (SaleField field : FIELDS) {
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
        return Objects.hash(present, text(SaleField.EVENT_ID), text(SaleField.SOURCE));
    }

    @Override
    public String toString() {
        return new String(new SaleEncoder().encode(this), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void sliceTexts() {
        byte[][] encoded = new byte[FIELDS.length][];
        int size = 0;
        for (SaleField field : FIELDS) {
            if (field.type() == FieldType.TEXT && has(field)) {
                encoded[field.ordinal()] = text(field).getBytes(StandardCharsets.UTF_8);
                size += encoded[field.ordinal()].length;
            }
        }
        byte[] all = new byte[size];
        int end = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != null) {
                System.arraycopy(encoded[i], 0, all, end, encoded[i].length);
                setSlice(i, end, encoded[i].length);
                end += encoded[i].length;
            }
        }
        source = all;
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
