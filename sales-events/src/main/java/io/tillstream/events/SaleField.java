package io.tillstream.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a sale in the order of {@code sale.avsc}, all but {@code extras}. A test holds this list and the
 * schema against each other, name by name, so that neither can change alone.
 */
public enum SaleField {
    EVENT_ID(FieldType.TEXT, 128, true, false),
    SOURCE(FieldType.TEXT, 64, true, false),
    EVENT_TYPE(FieldType.TEXT, 8, true, false),
    ORDER_ID(FieldType.TEXT, 128, true, false),
    LINE_NUMBER(FieldType.INT, 0, true, false),
    ORDER_TS(FieldType.TIMESTAMP, 0, true, false),
    STORE_ID(FieldType.TEXT, 64, false, false),
    CHANNEL(FieldType.TEXT, 32, false, false),
    PAYMENT_METHOD(FieldType.TEXT, 32, false, false),
    CUSTOMER_ID(FieldType.TEXT, 64, false, true),
    CUSTOMER_NAME(FieldType.TEXT, 256, false, true),
    CUSTOMER_SEGMENT(FieldType.TEXT, 64, false, false),
    COUNTRY(FieldType.TEXT, 64, false, false),
    REGION(FieldType.TEXT, 64, false, false),
    STATE(FieldType.TEXT, 64, false, false),
    CITY(FieldType.TEXT, 128, false, false),
    POSTAL_CODE(FieldType.TEXT, 32, false, false),
    PRODUCT_ID(FieldType.TEXT, 128, true, false),
    PRODUCT_NAME(FieldType.TEXT, 512, false, false),
    CATEGORY(FieldType.TEXT, 128, false, false),
    SUB_CATEGORY(FieldType.TEXT, 128, false, false),
    QUANTITY(FieldType.DECIMAL, 0, true, false),
    UNIT_PRICE(FieldType.DECIMAL, 0, false, false),
    DISCOUNT(FieldType.DECIMAL, 0, false, false),
    LINE_TOTAL(FieldType.DECIMAL, 0, false, false),
    TAX(FieldType.DECIMAL, 0, false, false),
    PROFIT(FieldType.DECIMAL, 0, false, false),
    CURRENCY(FieldType.TEXT, 3, false, false),
    SHIP_MODE(FieldType.TEXT, 64, false, false),
    SHIP_DATE(FieldType.DATE, 0, false, false),
    ORDER_PRIORITY(FieldType.TEXT, 32, false, false);

    private static final int MAX_FIELDS = Long.SIZE - 1;

    /** Bit n: the field of ordinal n is a text. */
    static final long TEXTS = texts();

    private static final Map<String, SaleField> BY_NAME = byName();

    private final String fieldName = name().toLowerCase(java.util.Locale.ROOT);
    private final FieldType type;
    private final int maxBytes;
    private final boolean required;
    private final boolean pii;

    SaleField(FieldType type, int maxBytes, boolean required, boolean pii) {
        this.type = type;
        this.maxBytes = maxBytes;
        this.required = required;
        this.pii = pii;
    }

    /** Returns the name on the wire and in every table, for example {@code order_ts}. */
    public String fieldName() {
        return fieldName;
    }

    /** Returns the type. */
    public FieldType type() {
        return type;
    }

    /** Returns how many UTF-8 bytes the warehouse column holds, for text; 0 for every other type. */
    public int maxBytes() {
        return maxBytes;
    }

    /** Returns whether Silver quarantines a sale without this field as {@code missing_field}. */
    public boolean required() {
        return required;
    }

    /** Returns whether the field identifies a person. */
    public boolean pii() {
        return pii;
    }

    /** Returns the field of that name on the wire, or nothing if the contract has none. */
    public static Optional<SaleField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** As {@link #named}, for the decoder's inner loop: null if the contract has no such field. */
    static SaleField lookup(String name) {
        return BY_NAME.get(name);
    }

    /**
     * Checks that the fields fit the bits of a long, one each, and one more for the extras: {@link Sale} and the readers
     * would otherwise take one field for another without a word.
     *
     * @throws IllegalStateException if there are too many
     */
    static void requireFit(int fields) {
        if (fields > MAX_FIELDS) {
            throw new IllegalStateException("a sale has " + fields + " fields, and at most " + MAX_FIELDS
                    + " fit the 64-bit sets of Sale, CanonicalReader and SaleReader; use a BitSet there first");
        }
    }

    private static long texts() {
        requireFit(values().length);
        long texts = 0;
        for (SaleField field : values()) {
            texts |= field.type == FieldType.TEXT ? 1L << field.ordinal() : 0;
        }
        return texts;
    }

    private static Map<String, SaleField> byName() {
        Map<String, SaleField> fields = new HashMap<>();
        for (SaleField field : values()) {
            fields.put(field.fieldName, field);
        }
        return Map.copyOf(fields);
    }
}
