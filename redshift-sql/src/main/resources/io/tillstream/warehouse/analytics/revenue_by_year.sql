-- question: How much was sold in each year?
-- columns: year, currency, revenue, orders, lines, units
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.year AS year,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
  GROUP BY d.year, f.currency, f.source, f.order_id
)
SELECT per_order.year AS year,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units
FROM per_order
GROUP BY per_order.year, per_order.currency
ORDER BY per_order.year, per_order.currency;
