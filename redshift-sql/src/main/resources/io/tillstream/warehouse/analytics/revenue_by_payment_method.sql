-- question: How much was paid by each method?
-- columns: payment_method, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(f.payment_method, 'Unknown') AS payment_method,
-- include: order_sums
-- include: asked_for
  GROUP BY COALESCE(f.payment_method, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.payment_method AS payment_method,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.payment_method, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.payment_method, per_order.currency;
