-- question: Which products bring the first 80 % of the revenue (A), the next 15 % (B) and the last 5 % (C), of those that bring any?
-- columns: source, product_id, product_name, currency, revenue, revenue_percent, cumulative_percent, abc_class
-- parameters: source, since, until, top
WITH product AS (
  SELECT f.source AS source, p.product_id AS product_id, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
    AND f.product_key <> 0
  GROUP BY f.source, p.product_id, f.currency
  HAVING SUM(f.revenue) > 0
),
accumulated AS (
  SELECT source,
         product_id,
         currency,
         revenue,
         SUM(revenue) OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source
                            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cumulative,
         SUM(revenue) OVER (PARTITION BY currency) AS total,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source) AS place
  FROM product
),
classified AS (
  SELECT source, product_id, currency, revenue, cumulative, total, place,
         CASE WHEN cumulative - revenue < 0.80 * total THEN 'A'
              WHEN cumulative - revenue < 0.95 * total THEN 'B'
              ELSE 'C' END AS abc_class
  FROM accumulated
)
SELECT classified.source AS source,
       classified.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       classified.currency AS currency,
       classified.revenue AS revenue,
       ROUND(100 * (CAST(classified.revenue AS DECIMAL(24,6)) / NULLIF(CAST(classified.total AS DECIMAL(24,6)), 0)), 2) AS revenue_percent,
       ROUND(100 * (CAST(classified.cumulative AS DECIMAL(24,6)) / NULLIF(CAST(classified.total AS DECIMAL(24,6)), 0)), 2) AS cumulative_percent,
       classified.abc_class AS abc_class
FROM classified
LEFT JOIN sales.dim_product AS p
       ON p.source = classified.source AND p.product_id = classified.product_id AND p.is_current
WHERE classified.place <= CAST(:top AS INTEGER)
ORDER BY classified.revenue DESC, classified.product_id, classified.source, classified.currency;
