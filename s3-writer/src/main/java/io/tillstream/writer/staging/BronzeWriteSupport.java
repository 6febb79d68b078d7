package io.tillstream.writer.staging;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.writer.chain.ChainId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes rows straight from the decoder's sale, without an intermediate record. */
final class BronzeWriteSupport extends WriteSupport<BronzeRow> {
    private static final SaleField[] FIELDS = SaleField.values();
    private static final int FIRST_FIELD = 5;
    private static final int EXTRAS = FIRST_FIELD + FIELDS.length;

    private final MessageType schema = BronzeSchema.message();
    private final Binary topicId;
    private final int partition;
    private RecordConsumer out;

    BronzeWriteSupport(ChainId chain) {
        topicId = binary(chain.topicId());
        partition = chain.partition();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so it has to be there
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        out = recordConsumer;
    }

    @Override
    public void write(BronzeRow row) {
        out.startMessage();
        putBinary(BronzeColumns.TOPIC_ID, 0, topicId);
        putInt(BronzeColumns.KAFKA_PARTITION, 1, partition);
        putLong(BronzeColumns.KAFKA_OFFSET, 2, row.offset);
        putInt(BronzeColumns.RECORD_INDEX, 3, row.recordIndex);
        putLong(BronzeColumns.KAFKA_TIMESTAMP, 4, row.timestampMicros);
        if (row.sale != null) {
            putSale(row.sale);
        } else {
            putBinary(BronzeColumns.CORRUPT_RECORD, EXTRAS + 1, Binary.fromConstantByteArray(row.payload));
            putBinary(BronzeColumns.CORRUPT_REASON, EXTRAS + 2, binary(row.reason.code()));
            putBinary(BronzeColumns.CORRUPT_DETAIL, EXTRAS + 3, binary(row.detail));
        }
        out.endMessage();
    }

    private void putSale(Sale sale) {
        for (int i = 0; i < FIELDS.length; i++) {
            SaleField field = FIELDS[i];
            if (sale.has(field)) {
                switch (field.type()) {
                    case TEXT -> putBinary(field.fieldName(), FIRST_FIELD + i, binary(sale.text(field)));
                    case INT, DATE -> putInt(field.fieldName(), FIRST_FIELD + i, (int) sale.number(field));
                    case DECIMAL, TIMESTAMP -> putLong(field.fieldName(), FIRST_FIELD + i, sale.number(field));
                }
            }
        }
        if (!sale.extras().isEmpty()) {
            putExtras(sale.extras());
        }
    }

    private void putExtras(Map<String, String> extras) {
        out.startField(SalesSchema.EXTRAS, EXTRAS);
        out.startGroup();
        out.startField("key_value", 0);
        for (Map.Entry<String, String> extra : extras.entrySet()) {
            out.startGroup();
            putBinary("key", 0, binary(extra.getKey()));
            putBinary("value", 1, binary(extra.getValue()));
            out.endGroup();
        }
        out.endField("key_value", 0);
        out.endGroup();
        out.endField(SalesSchema.EXTRAS, EXTRAS);
    }

    private void putBinary(String name, int index, Binary value) {
        out.startField(name, index);
        out.addBinary(value);
        out.endField(name, index);
    }

    private void putInt(String name, int index, int value) {
        out.startField(name, index);
        out.addInteger(value);
        out.endField(name, index);
    }

    private void putLong(String name, int index, long value) {
        out.startField(name, index);
        out.addLong(value);
        out.endField(name, index);
    }

    private static Binary binary(String text) {
        // Faster than Binary.fromString, which runs a CharsetEncoder.
        return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
    }
}
