-- question: How many orders were there in each ISO week that has sales?
-- columns: week, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.iso_year AS iso_year,
         d.iso_week AS iso_week,
         f.source AS source,
         f.order_id AS order_id,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units,
         MAX(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) AS sold,
         MAX(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returned
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY d.iso_year, d.iso_week, f.source, f.order_id
)
SELECT CAST(per_order.iso_year AS VARCHAR(4)) || '-W' || LPAD(CAST(per_order.iso_week AS VARCHAR(2)), 2, '0') AS week,
       CAST(SUM(per_order.sold) AS BIGINT) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units,
       CAST(SUM(per_order.returned) AS BIGINT) AS return_orders
FROM per_order
GROUP BY per_order.iso_year, per_order.iso_week
ORDER BY per_order.iso_year, per_order.iso_week;
