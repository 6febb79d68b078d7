-- question: How many lines does an order have, and what is it worth?
-- columns: lines_in_order, currency, revenue, orders, orders_percent, average_order_value
-- parameters: source, since, until
WITH per_order AS (
  SELECT f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines
  FROM sales.fact_sales AS f
-- include: asked_for
    AND f.event_type = 'SALE'
  GROUP BY f.currency, f.source, f.order_id
),
per_size AS (
  SELECT lines, currency, SUM(revenue) AS revenue, COUNT(*) AS orders FROM per_order GROUP BY lines, currency
)
SELECT per_size.lines AS lines_in_order,
       per_size.currency AS currency,
       per_size.revenue AS revenue,
       per_size.orders AS orders,
       @percent(per_size.orders, SUM(per_size.orders) OVER (PARTITION BY per_size.currency)) AS orders_percent,
       @ratio(per_size.revenue, per_size.orders) AS average_order_value
FROM per_size
ORDER BY per_size.lines, per_size.currency;
