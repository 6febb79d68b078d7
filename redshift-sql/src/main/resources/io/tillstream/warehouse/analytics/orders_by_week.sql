-- question: How many orders were there in each ISO week?
-- columns: week, orders, lines, units
-- parameters: source, since, until
WITH per_order AS (
  SELECT CASE WHEN d.iso_week >= 52 AND d.month = 1 THEN d.year - 1 WHEN d.iso_week = 1 AND d.month = 12 THEN d.year + 1 ELSE d.year END AS iso_year,
         d.iso_week AS iso_week,
         f.source AS source,
         f.order_id AS order_id,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY CASE WHEN d.iso_week >= 52 AND d.month = 1 THEN d.year - 1 WHEN d.iso_week = 1 AND d.month = 12 THEN d.year + 1 ELSE d.year END,
           d.iso_week, f.source, f.order_id
)
SELECT CAST(per_order.iso_year AS VARCHAR(4)) || '-W' || LPAD(CAST(per_order.iso_week AS VARCHAR(2)), 2, '0') AS week,
       COUNT(*) AS orders,
       CAST(SUM(per_order.lines) AS BIGINT) AS lines,
       SUM(per_order.units) AS units
FROM per_order
GROUP BY per_order.iso_year, per_order.iso_week
ORDER BY per_order.iso_year, per_order.iso_week;
