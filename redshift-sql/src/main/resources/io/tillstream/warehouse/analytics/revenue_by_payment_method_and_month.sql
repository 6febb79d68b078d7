-- question: How much was paid by each method of payment in each month?
-- columns: month, payment_method, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         COALESCE(f.payment_method, 'Unknown') AS payment_method,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), COALESCE(f.payment_method, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.month AS month,
       per_order.payment_method AS payment_method,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.month, per_order.payment_method, per_order.currency
ORDER BY per_order.month, per_order.payment_method, per_order.currency;
