-- question: Which products were first sold last, and what have they brought since?
-- columns: source, product_id, product_name, currency, first_sold, revenue, units, lines
-- parameters: source, today, top
WITH product AS (
  SELECT f.source AS source,
         p.product_id AS product_id,
         f.currency AS currency,
         MIN(CASE WHEN f.event_type = 'SALE' THEN d.date END) AS first_day,
         SUM(f.revenue) AS revenue,
         SUM(f.quantity) AS units,
         COUNT(*) AS lines
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_till
    AND f.product_key <> 0
  GROUP BY f.source, p.product_id, f.currency
  HAVING SUM(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) > 0
),
ranked AS (
  SELECT source, product_id, currency, first_day, revenue, units, lines,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY first_day DESC, product_id, source) AS place
  FROM product
)
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       ranked.currency AS currency,
       TO_CHAR(ranked.first_day, 'YYYY-MM-DD') AS first_sold,
       ranked.revenue AS revenue,
       ranked.units AS units,
       ranked.lines AS lines
FROM ranked
LEFT JOIN sales.dim_product AS p ON p.source = ranked.source AND p.product_id = ranked.product_id AND p.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.currency, ranked.place;
