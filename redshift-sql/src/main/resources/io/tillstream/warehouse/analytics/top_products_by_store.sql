-- question: Which products bring the most revenue in each store, under the names that they have today?
-- columns: store_id, currency, place, source, product_id, product_name, revenue, units, lines
-- parameters: source, since, until, top
WITH product AS (
  SELECT COALESCE(NULLIF(s.store_id, ''), 'Unknown') AS store_id,
         f.source AS source,
         p.product_id AS product_id,
         f.currency AS currency,
         SUM(f.revenue) AS revenue,
         SUM(f.quantity) AS units,
         COUNT(*) AS lines
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
  LEFT JOIN sales.dim_store AS s ON s.store_key = f.store_key
-- include: asked_for
    AND f.product_key <> 0
  GROUP BY COALESCE(NULLIF(s.store_id, ''), 'Unknown'), f.source, p.product_id, f.currency
),
ranked AS (
  SELECT store_id, source, product_id, currency, revenue, units, lines,
         ROW_NUMBER() OVER (PARTITION BY source, store_id, currency ORDER BY revenue DESC, product_id, source) AS place
  FROM product
)
SELECT ranked.store_id AS store_id,
       ranked.currency AS currency,
       ranked.place AS place,
       ranked.source AS source,
       ranked.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       ranked.revenue AS revenue,
       ranked.units AS units,
       ranked.lines AS lines
FROM ranked
LEFT JOIN sales.dim_product AS p ON p.source = ranked.source AND p.product_id = ranked.product_id AND p.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.store_id, ranked.currency, ranked.place, ranked.source;
