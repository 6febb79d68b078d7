-- question: At which hours of which days of the week (1 = Monday) are orders placed, over all weeks?
-- columns: weekday, hour, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.weekday AS weekday,
         t.hour AS hour,
         f.source AS source,
         f.order_id AS order_id,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units,
         MAX(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) AS sold,
         MAX(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returned
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
-- include: asked_for
  GROUP BY d.weekday, t.hour, f.source, f.order_id
)
SELECT per_order.weekday AS weekday,
       per_order.hour AS hour,
       CAST(SUM(per_order.sold) AS BIGINT) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       CAST(SUM(per_order.returned) AS BIGINT) AS return_orders
FROM per_order
GROUP BY per_order.weekday, per_order.hour
ORDER BY per_order.weekday, per_order.hour;
