-- question: How much did each till system sell?
-- columns: source, currency, revenue, orders, lines, units, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units
  FROM sales.fact_sales AS f
-- include: asked_for
  GROUP BY f.currency, f.source, f.order_id
)
SELECT per_order.source AS source,
       per_order.currency AS currency,
-- include: group_sums
       SUM(per_order.units) AS units,
-- include: revenue_share
FROM per_order
GROUP BY per_order.source, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.source, per_order.currency;
