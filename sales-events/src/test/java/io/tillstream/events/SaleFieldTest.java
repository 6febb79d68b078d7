package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SaleFieldTest {
    @Test
    void fieldsAreThoseOfTheAvroSchemaInItsOrder() {
        List<String> expected = new ArrayList<>();
        for (SaleField field : SaleField.values()) {
            expected.add(field.fieldName() + " " + field.type() + " " + field.maxBytes() + " " + field.required() + " "
                    + field.pii());
        }
        expected.add("extras");

        List<String> actual = new ArrayList<>();
        for (Schema.Field field : SalesSchema.sale().getFields()) {
            actual.add(field.name().equals(SalesSchema.EXTRAS) ? field.name() : describe(field));
        }

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void aFieldIsFoundByItsNameOnTheWire() {
        assertThat(SaleField.named("order_ts")).contains(SaleField.ORDER_TS);
        assertThat(SaleField.named("extras")).isEmpty();
    }

    /** The 64th would be the extras' bit, the 65th the first field's. */
    @Test
    void moreFieldsThanASaleCanMarkAreRefused() {
        SaleField.requireFit(63);
        assertThatThrownBy(() -> SaleField.requireFit(64))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a sale has 64 fields");
    }

    private static String describe(Schema.Field field) {
        Schema type = field.schema().getTypes().get(1);
        FieldType fieldType = type.getLogicalType() == null
                ? (type.getType() == Schema.Type.STRING ? FieldType.TEXT : FieldType.INT)
                : switch (type.getLogicalType().getName()) {
                    case "decimal" -> FieldType.DECIMAL;
                    case "timestamp-micros" -> FieldType.TIMESTAMP;
                    case "date" -> FieldType.DATE;
                    default -> throw new AssertionError(type.getLogicalType().getName());
                };
        Object maxBytes = field.getObjectProp("maxBytes");
        return field.name() + " " + fieldType + " " + (maxBytes == null ? 0 : maxBytes) + " "
                + Boolean.TRUE.equals(field.getObjectProp("required")) + " "
                + Boolean.TRUE.equals(field.getObjectProp("pii"));
    }
}
