-- question: How much was sold in each quarter that has sales?
-- columns: quarter, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT CAST(d.year AS VARCHAR(4)) || '-Q' || CAST(d.quarter AS VARCHAR(1)) AS quarter,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY CAST(d.year AS VARCHAR(4)) || '-Q' || CAST(d.quarter AS VARCHAR(1)), f.currency, f.source, f.order_id
)
SELECT per_order.quarter AS quarter,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.quarter, per_order.currency
ORDER BY per_order.quarter, per_order.currency;
