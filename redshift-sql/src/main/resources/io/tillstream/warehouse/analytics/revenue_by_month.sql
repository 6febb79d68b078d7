-- question: How much was sold in each month that has sales?
-- columns: month, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
-- headline
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency, f.source, f.order_id
)
SELECT per_order.month AS month,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.month, per_order.currency
ORDER BY per_order.month, per_order.currency;
