package io.tillstream.glue.silver.validate;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.glue.silver.input.BronzeRows;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What is computed for each sale in one pass: the hash of its content as sent, and its validation as Silver would store it.
 * One copy for each Spark task; not thread-safe.
 */
public final class ValidationFunction implements UDF2<Row, Row, Row> {
    /** Fields of the answer; {@code order_date} in days since 1970-01-01. */
    static final StructType RESULT = new StructType()
            .add("reason", DataTypes.StringType)
            .add("detail", DataTypes.StringType)
            .add("content_hash", DataTypes.StringType)
            .add("revenue", BronzeRows.DECIMAL)
            .add("order_day", DataTypes.IntegerType);

    private static final long serialVersionUID = 1L;

    private final SaleValidation validation;
    private final String defaultCurrency;
    private transient Scratch scratch;

    /** The objects that are used again for each row; they cannot be serialized, so each copy makes its own. */
    private record Scratch(Sale sale, SaleEncoder encoder, MessageDigest digest) {}

    ValidationFunction(ZoneId businessTimeZone, String defaultCurrency) {
        this.validation = new SaleValidation(businessTimeZone);
        this.defaultCurrency = defaultCurrency;
    }

    /**
     * Validates one sale.
     *
     * @param sent the sale as sent
     * @param catalogue the catalogue's values, in the order of {@link ProductCatalogue#FILLED}
     */
    @Override
    public Row call(Row sent, Row catalogue) {
        if (scratch == null) {
            scratch = new Scratch(new Sale(), new SaleEncoder(), sha256());
        }
        Sale sale = scratch.sale();
        SaleRows.read(sent, sale);
        String hash = HexFormat.of()
                .formatHex(scratch.digest().digest(scratch.encoder().encode(sale)));
        trim(sale);
        fill(sale, catalogue);
        ValidationResult result = validation.validate(sale);
        return RowFactory.create(
                result.reason(),
                result.detail(),
                hash,
                result.revenue(),
                result.isFit() ? (int) result.orderDate().toEpochDay() : null);
    }

    private static void trim(Sale sale) {
        for (SaleField field : SaleField.values()) {
            if (field.type() == FieldType.TEXT && sale.has(field)) {
                String text = sale.text(field);
                int end = text.length();
                while (end > 0 && text.charAt(end - 1) == ' ') {
                    end--;
                }
                if (end == 0) {
                    sale.remove(field);
                } else if (end < text.length()) {
                    sale.set(field, text.substring(0, end));
                }
            }
        }
    }

    private void fill(Sale sale, Row catalogue) {
        for (int i = 0; i < ProductCatalogue.FILLED.size(); i++) {
            SaleField field = ProductCatalogue.FILLED.get(i);
            if (!sale.has(field) && !catalogue.isNullAt(i)) {
                if (field.type() == FieldType.TEXT) {
                    sale.set(field, catalogue.getString(i));
                } else {
                    sale.set(field, SaleRows.unscaled((BigDecimal) catalogue.get(i)));
                }
            }
        }
        if (!sale.has(SaleField.CURRENCY)) {
            sale.set(SaleField.CURRENCY, defaultCurrency);
        }
    }

    /** Returns the canonical JSON of a sale as sent, for a quarantined row. */
    public static byte[] canonical(Row sent) {
        Sale sale = new Sale();
        SaleRows.read(sent, sale);
        return new SaleEncoder().encode(sale);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
