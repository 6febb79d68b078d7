-- Every line with the sale that it belongs to: a RETURN with the earliest SALE line of its order and product, or, where the
-- order sold no such product, of its order; by the order's id, which most tills keep. sale_key is 0 where there is none.
sold AS (
  SELECT f.source AS source, f.order_id AS order_id, p.product_id AS product_id, f.date_key AS date_key, f.product_key AS product_key,
         f.store_key AS store_key,
         ROW_NUMBER() OVER (PARTITION BY f.source, f.order_id, p.product_id
                            ORDER BY f.order_ts, f.topic_id, f.kafka_partition, f.kafka_offset, f.record_index) AS place,
         ROW_NUMBER() OVER (PARTITION BY f.source, f.order_id
                            ORDER BY f.order_ts, f.topic_id, f.kafka_partition, f.kafka_offset, f.record_index) AS order_place
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
  WHERE :source IN ('*', f.source)
    AND f.event_type = 'SALE'
),
followed AS (
  SELECT f.source AS source,
         f.event_type AS event_type,
         f.currency AS currency,
         f.order_id AS order_id,
         f.date_key AS date_key,
         f.customer_key AS customer_key,
         f.revenue AS revenue,
         f.quantity AS quantity,
         CASE WHEN f.event_type = 'SALE' THEN f.date_key ELSE COALESCE(same_product.date_key, same_order.date_key, 0) END AS sale_key,
         CASE WHEN f.event_type = 'SALE' THEN f.product_key ELSE COALESCE(same_product.product_key, f.product_key) END AS product_key,
         CASE WHEN f.event_type = 'SALE' THEN f.store_key ELSE COALESCE(same_product.store_key, same_order.store_key, f.store_key) END AS store_key
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
  LEFT JOIN sold AS same_product
         ON f.event_type = 'RETURN' AND same_product.source = f.source AND same_product.order_id = f.order_id
        AND same_product.product_id = p.product_id AND same_product.place = 1
  LEFT JOIN sold AS same_order
         ON f.event_type = 'RETURN' AND same_order.source = f.source AND same_order.order_id = f.order_id
        AND same_order.order_place = 1
-- include: asked_for
),
