-- question: How much was sold on each day that has sales?
-- columns: date, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM-DD') AS date,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM-DD'), f.currency, f.source, f.order_id
)
SELECT per_order.date AS date,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.date, per_order.currency
ORDER BY per_order.date, per_order.currency;
