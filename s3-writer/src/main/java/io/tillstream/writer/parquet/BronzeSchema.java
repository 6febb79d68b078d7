package io.tillstream.writer.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The Parquet schema of Bronze, made from the contract's lists of columns (docs/reference/contracts.md, section 2). */
public final class BronzeSchema {
    private static final int DECIMAL_PRECISION = 18;

    private BronzeSchema() {}

    /** Returns the schema. */
    public static MessageType message() {
        List<Type> columns = new ArrayList<>();
        columns.add(Types.required(BINARY).as(stringType()).named(BronzeColumns.TOPIC_ID));
        columns.add(Types.required(INT32).named(BronzeColumns.KAFKA_PARTITION));
        columns.add(Types.required(INT64).named(BronzeColumns.KAFKA_OFFSET));
        columns.add(Types.required(INT32).named(BronzeColumns.RECORD_INDEX));
        columns.add(Types.required(INT64).as(timestampType(true, MICROS)).named(BronzeColumns.KAFKA_TIMESTAMP));
        for (SaleField field : SaleField.values()) {
            columns.add(column(field));
        }
        columns.add(Types.optionalMap()
                .key(Types.required(BINARY).as(stringType()).named("key"))
                .value(Types.required(BINARY).as(stringType()).named("value"))
                .named(SalesSchema.EXTRAS));
        columns.add(Types.optional(BINARY).named(BronzeColumns.CORRUPT_RECORD));
        columns.add(Types.optional(BINARY).as(stringType()).named(BronzeColumns.CORRUPT_REASON));
        columns.add(Types.optional(BINARY).as(stringType()).named(BronzeColumns.CORRUPT_DETAIL));
        return new MessageType("bronze", columns);
    }

    private static Type column(SaleField field) {
        return switch (field.type()) {
            case TEXT -> Types.optional(BINARY).as(stringType()).named(field.fieldName());
            case INT -> Types.optional(INT32).named(field.fieldName());
            case DECIMAL ->
                Types.optional(INT64)
                        .as(decimalType(Sale.DECIMAL_SCALE, DECIMAL_PRECISION))
                        .named(field.fieldName());
            case TIMESTAMP ->
                Types.optional(INT64).as(timestampType(true, MICROS)).named(field.fieldName());
            case DATE -> Types.optional(INT32).as(dateType()).named(field.fieldName());
        };
    }
}
