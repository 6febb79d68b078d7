-- question: In which hours of the day are the most orders placed, over all days?
-- columns: hour, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT t.hour AS hour,
-- include: order_sums
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
-- include: asked_for
  GROUP BY t.hour, f.currency, f.source, f.order_id
)
SELECT per_order.hour AS hour,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.hour, per_order.currency
ORDER BY CAST(SUM(per_order.sold) AS BIGINT) DESC, per_order.hour, per_order.currency;
