-- question: Which products bring the most revenue in each currency, under the name that each had when it was sold?
-- columns: source, product_id, product_name, currency, revenue, orders, lines, units
-- parameters: source, since, until, top
-- headline
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
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
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
ranked AS (
  SELECT source, product_id, product_name, currency, revenue, orders, lines, units,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, product_name, source) AS place
  FROM per_product
)
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       ranked.product_name AS product_name,
       ranked.currency AS currency,
       ranked.revenue AS revenue,
       ranked.orders AS orders,
       CAST(ranked.lines AS BIGINT) AS lines,
       ranked.units AS units
FROM ranked
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.revenue DESC, ranked.product_id, ranked.product_name, ranked.source, ranked.currency;
