-- question: How much was sold in each part of the day: night from 0, morning from 6, afternoon from 12, evening from 18 o'clock?
-- columns: daypart, currency, revenue, orders, lines, units, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT t.daypart AS daypart,
         CASE t.daypart WHEN 'Night' THEN 0 WHEN 'Morning' THEN 6 WHEN 'Afternoon' THEN 12 ELSE 18 END AS first_hour,
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
  GROUP BY t.daypart, CASE t.daypart WHEN 'Night' THEN 0 WHEN 'Morning' THEN 6 WHEN 'Afternoon' THEN 12 ELSE 18 END, f.currency, f.source, f.order_id
)
SELECT per_order.daypart AS daypart,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       ROUND(100 * (CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
FROM per_order
GROUP BY per_order.daypart, per_order.first_hour, per_order.currency
ORDER BY per_order.first_hour, per_order.daypart, per_order.currency;
