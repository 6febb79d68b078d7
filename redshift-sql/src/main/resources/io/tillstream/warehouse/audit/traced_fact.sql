-- question: What does the warehouse hold of the sale with these Kafka coordinates, and which load set brought it?
-- columns: load_set, loaded_at, batch_no, date_key, revenue, currency, product, category, customer
SELECT l.number AS load_set, l.loaded_at AS loaded_at, f.batch_no AS batch_no, f.date_key AS date_key,
       f.revenue AS revenue, f.currency AS currency,
       p.product_name AS product, p.category AS category, c.customer_name AS customer
FROM sales.fact_sales AS f
LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
LEFT JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
LEFT JOIN ops.load_ledger AS l ON l.batch_no_from < f.batch_no AND f.batch_no <= l.batch_no_to
WHERE f.topic_id = :topic_id
  AND f.kafka_partition = :kafka_partition
  AND f.kafka_offset = :kafka_offset
  AND f.record_index = :record_index;
