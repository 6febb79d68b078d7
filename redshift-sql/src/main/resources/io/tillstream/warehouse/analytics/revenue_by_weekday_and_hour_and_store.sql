-- question: When does each store sell: by day of the week (1 = Monday) and hour?
-- columns: source, store_id, weekday, hour, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(NULLIF(s.store_id, ''), 'Unknown') AS store_id,
         d.weekday AS weekday,
         t.hour AS hour,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
  LEFT JOIN sales.dim_store AS s ON s.store_key = f.store_key
-- include: asked_for
  GROUP BY COALESCE(NULLIF(s.store_id, ''), 'Unknown'), d.weekday, t.hour, f.currency, f.source, f.order_id
)
SELECT per_order.source AS source,
       per_order.store_id AS store_id,
       per_order.weekday AS weekday,
       per_order.hour AS hour,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.source, per_order.store_id, per_order.weekday, per_order.hour, per_order.currency
ORDER BY per_order.source, per_order.store_id, per_order.weekday, per_order.hour, per_order.currency;
