package io.tillstream.benchmarks.stage;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.RowConsumer;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;

/** Adds what the decoder gives to a checksum. */
final class SaleCounter implements RowConsumer {
    private final Checksum found = new Checksum();
    private int partition;
    private long offset;

    /** The next rows are those of the record at this place. */
    void at(int recordPartition, long recordOffset) {
        partition = recordPartition;
        offset = recordOffset;
    }

    Checksum found() {
        return found;
    }

    @Override
    public void sale(int recordIndex, Sale sale) {
        found.sale(partition, offset, recordIndex, sale.number(SaleField.LINE_TOTAL));
    }

    @Override
    public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
        found.row(partition, offset, recordIndex);
    }
}
