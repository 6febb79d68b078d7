-- question: How much was sold in each part of the day: night from 0, morning from 6, afternoon from 12, evening from 18 o'clock?
-- columns: daypart, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT t.daypart AS daypart,
         CASE t.daypart WHEN 'Night' THEN 0 WHEN 'Morning' THEN 6 WHEN 'Afternoon' THEN 12 ELSE 18 END AS first_hour,
-- include: order_sums
  JOIN sales.dim_time AS t ON t.time_key = f.time_key
-- include: asked_for
  GROUP BY t.daypart, CASE t.daypart WHEN 'Night' THEN 0 WHEN 'Morning' THEN 6 WHEN 'Afternoon' THEN 12 ELSE 18 END, f.currency, f.source, f.order_id
)
SELECT per_order.daypart AS daypart,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.daypart, per_order.first_hour, per_order.currency
ORDER BY per_order.first_hour, per_order.daypart, per_order.currency;
