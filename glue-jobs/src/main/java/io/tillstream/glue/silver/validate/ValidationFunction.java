package io.tillstream.glue.silver.validate;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.glue.silver.input.BronzeRows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes of a sale as sent the row that Silver stores, or says why there is none. The row is made here and nowhere
 * else, so what is validated is what is stored. One copy for each Spark task; not thread-safe.
 */
final class ValidationFunction implements UDF2<Row, Row, Row> {
    /** Code of the rejection; null for a valid sale. */
    static final String REASON = "reason";

    /** What is wrong; null for a valid sale. */
    static final String DETAIL = "detail";

    /** The sale as sent, canonical JSON; null for a valid sale. */
    static final String PAYLOAD = "payload";

    private static final SaleField[] FIELDS = SaleField.values();
    private static final int COMPUTED = 6;

    private static final long serialVersionUID = 1L;

    private final SaleNormalization normalization;
    private final SaleValidation validation;
    private transient Scratch scratch;

    /** The objects that are used again for each row; they cannot be serialized, so each copy makes its own. */
    private record Scratch(Sale sale, Sale catalogue, SaleEncoder encoder, MessageDigest digest) {}

    ValidationFunction(ZoneId businessTimeZone, String defaultCurrency) {
        this.normalization = new SaleNormalization(defaultCurrency);
        this.validation = new SaleValidation(businessTimeZone);
    }

    /** Returns the fields of the answer; of a rejected sale, of the stored fields only {@code source} and {@code event_id}. */
    static StructType schema() {
        StructType schema = new StructType()
                .add(REASON, DataTypes.StringType)
                .add(DETAIL, DataTypes.StringType)
                .add(PAYLOAD, DataTypes.BinaryType)
                .add(SilverColumns.CONTENT_HASH, DataTypes.StringType)
                .add(SilverColumns.REVENUE, BronzeRows.DECIMAL)
                .add(SilverColumns.ORDER_DATE, DataTypes.DateType);
        for (SaleField field : FIELDS) {
            schema = schema.add(field.fieldName(), BronzeRows.type(field.type()));
        }
        return schema;
    }

    /**
     * Validates one sale.
     *
     * @param sent the sale as sent: {@link SentSale#columns}
     * @param catalogue the catalogue's values, in the order of {@link SaleNormalization#FROM_CATALOGUE}
     */
    @Override
    public Row call(Row sent, Row catalogue) {
        if (scratch == null) {
            scratch = new Scratch(new Sale(), new Sale(), new SaleEncoder(), sha256());
        }
        Sale sale = scratch.sale();
        SentSale.read(sent, sale);
        byte[] canonical = scratch.encoder().encode(sale);
        normalization.apply(sale, entry(catalogue));
        ValidationResult result = validation.validate(sale);

        Object[] values = new Object[COMPUTED + FIELDS.length];
        values[0] = result.reason();
        values[1] = result.detail();
        values[2] = result.isValid() ? null : canonical;
        values[3] = HexFormat.of().formatHex(scratch.digest().digest(canonical));
        values[4] = result.revenue();
        values[5] = result.orderDate();
        for (SaleField field : FIELDS) {
            if (sale.has(field) && (result.isValid() || field == SaleField.SOURCE || field == SaleField.EVENT_ID)) {
                values[COMPUTED + field.ordinal()] = value(sale, field);
            }
        }
        return RowFactory.create(values);
    }

    private Sale entry(Row catalogue) {
        Sale entry = scratch.catalogue();
        entry.clear();
        for (int i = 0; i < SaleNormalization.FROM_CATALOGUE.size(); i++) {
            if (!catalogue.isNullAt(i)) {
                SentSale.set(entry, SaleNormalization.FROM_CATALOGUE.get(i), catalogue.get(i));
            }
        }
        return entry;
    }

    private static Object value(Sale sale, SaleField field) {
        return switch (field.type()) {
            case TEXT -> sale.text(field);
            case INT -> (int) sale.number(field);
            case DECIMAL -> sale.decimal(field);
            case TIMESTAMP -> Instant.EPOCH.plus(sale.number(field), ChronoUnit.MICROS);
            case DATE -> LocalDate.ofEpochDay(sale.number(field));
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
