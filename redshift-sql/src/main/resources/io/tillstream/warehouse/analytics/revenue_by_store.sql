-- question: How much did each store of each till system sell?
-- columns: source, store_id, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(NULLIF(s.store_id, ''), 'Unknown') AS store_id,
-- include: order_sums
  LEFT JOIN sales.dim_store AS s ON s.store_key = f.store_key
-- include: asked_for
  GROUP BY COALESCE(NULLIF(s.store_id, ''), 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.source AS source,
       per_order.store_id AS store_id,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.source, per_order.store_id, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.source, per_order.store_id, per_order.currency;
