-- question: How much was sold in each city of each state and country, that of the sale?
-- columns: country, state, city, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(l.country, 'Unknown') AS country,
         COALESCE(l.state, 'Unknown') AS state,
         COALESCE(l.city, 'Unknown') AS city,
-- include: order_sums
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
  GROUP BY COALESCE(l.country, 'Unknown'), COALESCE(l.state, 'Unknown'), COALESCE(l.city, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.country AS country,
       per_order.state AS state,
       per_order.city AS city,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.country, per_order.state, per_order.city, per_order.currency
ORDER BY SUM(per_order.revenue) DESC, per_order.country, per_order.state, per_order.city, per_order.currency;
