-- question: How much was sold in each year that has sales?
-- columns: year, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.year AS year,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY d.year, f.currency, f.source, f.order_id
)
SELECT per_order.year AS year,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.year, per_order.currency
ORDER BY per_order.year, per_order.currency;
