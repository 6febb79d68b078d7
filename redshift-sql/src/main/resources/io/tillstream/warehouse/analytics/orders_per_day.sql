-- question: How many orders were there on each day that has sales, and how many on an average one of these days?
-- columns: date, orders, lines, units, return_orders, average_orders_per_day
-- parameters: source, since, until
WITH per_order AS (
  SELECT f.date_key AS date_key,
         f.source AS source,
         f.order_id AS order_id,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units,
         MAX(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) AS sold,
         MAX(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returned
  FROM sales.fact_sales AS f
-- include: asked_for
  GROUP BY f.date_key, f.source, f.order_id
),
per_day AS (
  SELECT date_key,
         CAST(SUM(sold) AS BIGINT) AS orders,
         CAST(SUM(lines) AS BIGINT) AS lines,
         SUM(units) AS units,
         CAST(SUM(returned) AS BIGINT) AS return_orders
  FROM per_order
  GROUP BY date_key
)
SELECT TO_CHAR(d.date, 'YYYY-MM-DD') AS date,
       per_day.orders AS orders,
       per_day.lines AS lines,
       per_day.units AS units,
       per_day.return_orders AS return_orders,
       @ratio(SUM(per_day.orders) OVER (), SUM(CASE WHEN per_day.orders > 0 THEN 1 ELSE 0 END) OVER ()) AS average_orders_per_day
FROM per_day
JOIN sales.dim_date AS d ON d.date_key = per_day.date_key
ORDER BY per_day.date_key;
