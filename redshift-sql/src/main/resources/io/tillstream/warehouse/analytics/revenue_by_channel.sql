-- question: How much was sold through each channel?
-- columns: channel, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(f.channel, 'Unknown') AS channel,
-- include: order_sums
-- include: asked_for
  GROUP BY COALESCE(f.channel, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.channel AS channel,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.channel, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.channel, per_order.currency;
