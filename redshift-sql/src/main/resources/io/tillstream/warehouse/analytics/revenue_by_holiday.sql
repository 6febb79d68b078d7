-- question: How much was sold on each holiday, and on all other days together?
-- columns: holiday, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(d.holiday, 'None') AS holiday,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY COALESCE(d.holiday, 'None'), f.currency, f.source, f.order_id
)
SELECT per_order.holiday AS holiday,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.holiday, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.holiday, per_order.currency;
