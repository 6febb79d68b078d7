-- question: Which two products are bought together most often, and by how much more often than chance would have it (orders of at most 50 products)?
-- columns: source, first_product_id, first_product_name, second_product_id, second_product_name, orders_together, first_orders, second_orders, support_percent, confidence_percent, lift
-- parameters: source, since, until, top, min_orders
WITH item AS (
  SELECT DISTINCT f.source AS source, f.order_id AS order_id, p.product_id AS product_id
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.product_key <> 0
    AND f.event_type = 'SALE'
),
basket AS (
  SELECT source, order_id FROM item GROUP BY source, order_id HAVING COUNT(*) BETWEEN 2 AND 50
),
candidate AS (
  SELECT item.source AS source, item.order_id AS order_id, item.product_id AS product_id
  FROM item
  JOIN basket ON basket.source = item.source AND basket.order_id = item.order_id
),
pair AS (
  SELECT a.source AS source, a.product_id AS first_product_id, b.product_id AS second_product_id, COUNT(*) AS orders_together
  FROM candidate AS a
  JOIN candidate AS b ON b.source = a.source AND b.order_id = a.order_id AND b.product_id > a.product_id
  GROUP BY a.source, a.product_id, b.product_id
  HAVING COUNT(*) >= CAST(:min_orders AS INTEGER)
),
product AS (
  SELECT source, product_id, COUNT(*) AS orders FROM item GROUP BY source, product_id
),
total AS (
  SELECT source, COUNT(DISTINCT order_id) AS orders FROM item GROUP BY source
),
ranked AS (
  SELECT source, first_product_id, second_product_id, orders_together,
         ROW_NUMBER() OVER (ORDER BY orders_together DESC, source, first_product_id, second_product_id) AS place
  FROM pair
)
SELECT ranked.source AS source,
       ranked.first_product_id AS first_product_id,
       COALESCE(a_now.product_name, 'Unknown') AS first_product_name,
       ranked.second_product_id AS second_product_id,
       COALESCE(b_now.product_name, 'Unknown') AS second_product_name,
       ranked.orders_together AS orders_together,
       a.orders AS first_orders,
       b.orders AS second_orders,
       @percent(ranked.orders_together, total.orders) AS support_percent,
       @percent(ranked.orders_together, a.orders) AS confidence_percent,
       @ratio(ranked.orders_together * total.orders, a.orders * b.orders) AS lift
FROM ranked
JOIN product AS a ON a.source = ranked.source AND a.product_id = ranked.first_product_id
JOIN product AS b ON b.source = ranked.source AND b.product_id = ranked.second_product_id
JOIN total ON total.source = ranked.source
LEFT JOIN sales.dim_product AS a_now
       ON a_now.source = ranked.source AND a_now.product_id = ranked.first_product_id AND a_now.is_current
LEFT JOIN sales.dim_product AS b_now
       ON b_now.source = ranked.source AND b_now.product_id = ranked.second_product_id AND b_now.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.place;
