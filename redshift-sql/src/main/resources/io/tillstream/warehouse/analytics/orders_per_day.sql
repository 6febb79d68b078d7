-- question: How many orders were there on each day, and how many on an average day with sales?
-- columns: date, orders, lines, units, average_orders_per_day
-- parameters: source, since, until
WITH per_order AS (
  SELECT f.date_key AS date_key,
         f.source AS source,
         f.order_id AS order_id,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
-- include: asked_for
  GROUP BY f.date_key, f.source, f.order_id
),
per_day AS (
  SELECT date_key, COUNT(*) AS orders, SUM(lines) AS lines, SUM(units) AS units
  FROM per_order
  GROUP BY date_key
)
SELECT TO_CHAR(d.date, 'YYYY-MM-DD') AS date,
       per_day.orders AS orders,
       CAST(per_day.lines AS BIGINT) AS lines,
       per_day.units AS units,
       ROUND(CAST(SUM(per_day.orders) OVER () AS DECIMAL(24,6)) / NULLIF(COUNT(*) OVER (), 0), 2) AS average_orders_per_day
FROM per_day
JOIN sales.dim_date AS d ON d.date_key = per_day.date_key
ORDER BY per_day.date_key;
