-- question: How much was sold in each region in each month?
-- columns: month, region, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         COALESCE(l.region, 'Unknown') AS region,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), COALESCE(l.region, 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.month AS month,
       per_order.region AS region,
       per_order.currency AS currency,
-- include: group_sums
FROM per_order
GROUP BY per_order.month, per_order.region, per_order.currency
ORDER BY per_order.month, per_order.region, per_order.currency;
