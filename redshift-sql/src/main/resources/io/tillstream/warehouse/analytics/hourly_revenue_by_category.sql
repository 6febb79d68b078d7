-- question: How much was sold of each category in each hour of the day, summed over all days?
-- columns: hour, category, currency, revenue, orders, lines, units
-- parameters: source, since, until
WITH per_order AS (
  SELECT t.hour AS hour,
         COALESCE(p.category, 'Unknown') AS category,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
  GROUP BY t.hour, COALESCE(p.category, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.hour AS hour,
       per_order.category AS category,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units
FROM per_order
GROUP BY per_order.hour, per_order.category, per_order.currency
ORDER BY per_order.hour, per_order.category, per_order.currency;
