-- question: Which day brought the highest revenue in each currency, the earliest where several did?
-- columns: date, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until
-- headline
WITH per_order AS (
  SELECT f.date_key AS date_key,
-- include: order_sums
-- include: asked_for
  GROUP BY f.date_key, f.currency, f.source, f.order_id
),
per_day AS (
  SELECT per_order.date_key AS date_key,
         per_order.currency AS currency,
-- include: group_sums
  FROM per_order
  GROUP BY per_order.date_key, per_order.currency
),
ranked AS (
  SELECT date_key, currency, revenue, orders, lines, units, return_orders,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, date_key) AS place
  FROM per_day
)
SELECT TO_CHAR(d.date, 'YYYY-MM-DD') AS date,
       ranked.currency AS currency,
       ranked.revenue AS revenue,
       ranked.orders AS orders,
       ranked.lines AS lines,
       ranked.units AS units,
       ranked.return_orders AS return_orders
FROM ranked
JOIN sales.dim_date AS d ON d.date_key = ranked.date_key
WHERE ranked.place = 1
ORDER BY ranked.revenue DESC, ranked.currency;
