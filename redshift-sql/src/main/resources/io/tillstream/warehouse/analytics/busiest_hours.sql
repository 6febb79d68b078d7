-- question: In which hours of the day are the most orders placed, over all days?
-- columns: hour, currency, revenue, orders, lines, units
-- parameters: source, since, until
WITH per_order AS (
  SELECT t.hour AS hour,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
  GROUP BY t.hour, f.currency, f.source, f.order_id
)
SELECT per_order.hour AS hour,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units
FROM per_order
GROUP BY per_order.hour, per_order.currency
ORDER BY COUNT(*) DESC, per_order.hour, per_order.currency;
