-- What BI tools, catalogues and SQL generators show beside a table and its columns. A migration that makes a view anew gives its
-- comments anew; CommentsTest compares them with comments.txt.
COMMENT ON TABLE sales.fact_sales IS 'The sales: one row for each line sold or returned, exactly once';

COMMENT ON COLUMN sales.fact_sales.topic_id IS 'Kafka: id of the topic; with partition, offset and index the identity of the row';

COMMENT ON COLUMN sales.fact_sales.kafka_partition IS 'Kafka: partition';

COMMENT ON COLUMN sales.fact_sales.kafka_offset IS 'Kafka: offset in the partition';

COMMENT ON COLUMN sales.fact_sales.record_index IS 'Kafka: place in a record that holds several sales';

COMMENT ON COLUMN sales.fact_sales.event_id IS 'id of the event, unique in its till system';

COMMENT ON COLUMN sales.fact_sales.source IS 'till system; ids are unique within it only';

COMMENT ON COLUMN sales.fact_sales.event_type IS 'SALE or RETURN';

COMMENT ON COLUMN sales.fact_sales.order_id IS 'id of the order in its till system: count distinct source and order_id together';

COMMENT ON COLUMN sales.fact_sales.line_number IS 'line of the order, as the till numbers it';

COMMENT ON COLUMN sales.fact_sales.order_ts IS 'instant of the sale, UTC';

COMMENT ON COLUMN sales.fact_sales.date_key IS 'day as a number, YYYYMMDD, in the business time zone; the sort key of facts: select days by it';

COMMENT ON COLUMN sales.fact_sales.time_key IS 'minute of the day as a number, HHMM';

COMMENT ON COLUMN sales.fact_sales.product_key IS 'version of the product at the time of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.fact_sales.customer_key IS 'version of the customer at the time of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.fact_sales.location_key IS 'place of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.fact_sales.store_key IS 'store of the sale; 0 where the sale names none';

COMMENT ON COLUMN sales.fact_sales.channel IS 'channel of the sale';

COMMENT ON COLUMN sales.fact_sales.payment_method IS 'method of payment';

COMMENT ON COLUMN sales.fact_sales.quantity IS 'pieces or weight; negative for a RETURN';
