-- question: How many products make up the first 80 % of the revenue (A), the next 15 % (B) and the last 5 % (C)?
-- columns: abc_class, currency, revenue, revenue_percent, products, products_percent
-- parameters: source, since, until
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
),
per_class AS (
  SELECT abc_class, currency, SUM(revenue) AS revenue, COUNT(*) AS products FROM classified GROUP BY abc_class, currency
)
SELECT per_class.abc_class AS abc_class,
       per_class.currency AS currency,
       per_class.revenue AS revenue,
       ROUND(100 * (CAST(per_class.revenue AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_class.revenue) OVER (PARTITION BY per_class.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent,
       per_class.products AS products,
       ROUND(100 * (CAST(per_class.products AS DECIMAL(24,6)) / NULLIF(CAST(SUM(per_class.products) OVER (PARTITION BY per_class.currency) AS DECIMAL(24,6)), 0)), 2) AS products_percent
FROM per_class
ORDER BY per_class.abc_class, per_class.currency;
