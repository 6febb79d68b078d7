-- question: How much was sold through each channel in each month?
-- columns: month, channel, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         COALESCE(f.channel, 'Unknown') AS channel,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), COALESCE(f.channel, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.month AS month,
       per_order.channel AS channel,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.month, per_order.channel, per_order.currency
ORDER BY per_order.month, per_order.channel, per_order.currency;
