-- question: How much is an order worth on average, month by month, what came back deducted?
-- columns: month, currency, revenue, orders, lines, units, return_orders, average_order_value
-- parameters: source, since, until
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
       , @ratio(SUM(per_order.revenue), SUM(per_order.sold)) AS average_order_value
FROM per_order
GROUP BY per_order.month, per_order.currency
ORDER BY per_order.month, per_order.currency;
