-- question: How much was sold on each day of the week (1 = Monday)?
-- columns: weekday, weekday_name, currency, revenue, orders, lines, units, return_orders, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT d.weekday AS weekday,
         CASE d.weekday WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday' WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' ELSE 'Sunday' END AS weekday_name,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY d.weekday, CASE d.weekday WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday' WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' ELSE 'Sunday' END, f.currency, f.source, f.order_id
)
SELECT per_order.weekday AS weekday,
       per_order.weekday_name AS weekday_name,
       per_order.currency AS currency,
-- include: group_sums
-- include: revenue_share
FROM per_order
GROUP BY per_order.weekday, per_order.weekday_name, per_order.currency
ORDER BY per_order.weekday, per_order.weekday_name, per_order.currency;
