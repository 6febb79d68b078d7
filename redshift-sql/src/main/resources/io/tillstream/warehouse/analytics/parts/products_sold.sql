-- Products as they were sold: revenue, orders and units under each name that a product had.
WITH per_order AS (
  SELECT f.source AS source,
         COALESCE(NULLIF(p.product_id, ''), 'Unknown') AS product_id,
         COALESCE(p.product_name, 'Unknown') AS product_name,
         f.currency AS currency,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY f.source, COALESCE(NULLIF(p.product_id, ''), 'Unknown'), COALESCE(p.product_name, 'Unknown'), f.currency, f.order_id
),
per_product AS (
  SELECT source,
         product_id,
         product_name,
         currency,
         SUM(revenue) AS revenue,
         COUNT(*) AS orders,
         SUM(lines) AS lines,
         SUM(units) AS units
  FROM per_order
  GROUP BY source, product_id, product_name, currency
),
