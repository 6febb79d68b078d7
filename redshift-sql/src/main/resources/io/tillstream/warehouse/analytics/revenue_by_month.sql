-- question: How much was sold in each month?
-- columns: month, currency, revenue, orders, lines, units
-- parameters: source, since, until
-- headline
WITH per_order AS (
  SELECT COALESCE(TO_CHAR(d.date, 'YYYY-MM'), 'Unknown') AS month,
-- include: order_sums
  LEFT JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY COALESCE(TO_CHAR(d.date, 'YYYY-MM'), 'Unknown'), f.currency, f.source, f.order_id
)
SELECT per_order.month AS month,
       per_order.currency AS currency,
-- include: group_sums
       SUM(per_order.units) AS units
FROM per_order
GROUP BY per_order.month, per_order.currency
ORDER BY per_order.month, per_order.currency;
