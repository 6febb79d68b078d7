package io.tillstream.events;

/**
 * Names of the Bronze columns around the fields of a sale. A Bronze row is, in this order: the Kafka coordinates
 * ({@link #TOPIC_ID} to {@link #KAFKA_TIMESTAMP}), every {@link SaleField}, {@link SalesSchema#EXTRAS}, and the three
 * columns of a value that did not parse (invariant 2).
 */
public final class BronzeColumns {
    /** The topic's id (KIP-516) in Kafka's base64 form: a topic created again has another. Text, never null. */
    public static final String TOPIC_ID = "topic_id";

    /** INT32, never null. */
    public static final String KAFKA_PARTITION = "kafka_partition";

    /** INT64, never null. */
    public static final String KAFKA_OFFSET = "kafka_offset";

    /** Position in a value that is an array of sales; 0 for a single one. INT32, never null. */
    public static final String RECORD_INDEX = "record_index";

    /** The record's Kafka timestamp: microseconds, UTC. Never null. */
    public static final String KAFKA_TIMESTAMP = "kafka_timestamp";

    /** The exact bytes of a value, or of an array's element, that did not parse; null for a sale. */
    public static final String CORRUPT_RECORD = "_corrupt_record";

    /** {@link CorruptReason#code()} of {@link #CORRUPT_RECORD}; null for a sale. */
    public static final String CORRUPT_REASON = "_corrupt_reason";

    /** What a person needs to find the fault, for example the field's name; null for a sale. */
    public static final String CORRUPT_DETAIL = "_corrupt_detail";

    private BronzeColumns() {}
}
