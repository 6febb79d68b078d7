package io.tillstream.events;

/** Takes the rows of one Kafka value, at least one, in the order of {@code recordIndex} from 0. */
public interface RowConsumer {
    /**
     * Takes a sale.
     *
     * @param recordIndex position in an array of sales; 0 for a single one
     * @param sale valid during this call only: the decoder uses it again
     */
    void sale(int recordIndex, Sale sale);

    /**
     * Takes what is not a sale.
     *
     * @param recordIndex position in an array of sales; 0 for a whole value
     * @param payload the exact bytes of the value or of the array's element; empty for a null value
     * @param reason why it is not a sale
     * @param detail what a person needs to find the fault
     */
    void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail);
}
