-- question: How much did each till system sell?
-- columns: source, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT
-- include: order_sums
-- include: asked_for
  GROUP BY f.currency, f.source, f.order_id
)
SELECT per_order.source AS source,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.source, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.source, per_order.currency;
