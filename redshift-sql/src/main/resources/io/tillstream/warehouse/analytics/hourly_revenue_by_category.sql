-- question: How much was sold of each category in each hour of the day, summed over all days?
-- columns: hour, category, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT t.hour AS hour,
         COALESCE(p.category, 'Unknown') AS category,
-- include: order_sums
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
  LEFT JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
  GROUP BY t.hour, COALESCE(p.category, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.hour AS hour,
       per_order.category AS category,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.hour, per_order.category, per_order.currency
ORDER BY per_order.hour, per_order.category, per_order.currency;
