-- question: How much was sold in each region, that of the sale and not of the customer?
-- columns: region, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(l.region, 'Unknown') AS region,
-- include: order_sums
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
  GROUP BY COALESCE(l.region, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.region AS region,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.region, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.region, per_order.currency;
