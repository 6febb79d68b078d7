-- question: How much was sold on each day of the week (1 = Monday)?
-- columns: weekday, weekday_name, currency, revenue, orders, lines, units, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.weekday AS weekday,
         CASE d.weekday WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday'
              WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' ELSE 'Sunday' END AS weekday_name,
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
  GROUP BY d.weekday, CASE d.weekday WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday'
              WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' ELSE 'Sunday' END, f.currency, f.source, f.order_id
)
SELECT per_order.weekday AS weekday,
       per_order.weekday_name AS weekday_name,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       ROUND(100 * (CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(CAST(SUM(SUM(per_order.revenue)) OVER (PARTITION BY per_order.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
FROM per_order
GROUP BY per_order.weekday, per_order.weekday_name, per_order.currency
ORDER BY per_order.weekday, per_order.weekday_name, per_order.currency;
