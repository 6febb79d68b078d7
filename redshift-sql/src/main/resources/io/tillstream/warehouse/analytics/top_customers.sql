-- question: Which known customers bring the most revenue in each currency, under the name that they have today?
-- columns: source, customer_id, customer_name, currency, revenue, orders, lines, units, return_orders
-- parameters: source, since, until, top
WITH per_order AS (
  SELECT c.customer_id AS customer_id,
-- include: order_sums
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
-- include: asked_for
    AND f.customer_key <> 0
  GROUP BY f.source, c.customer_id, f.currency, f.order_id
),
per_customer AS (
  SELECT per_order.source AS source,
         per_order.customer_id AS customer_id,
         per_order.currency AS currency,
-- include: group_sums
  FROM per_order
  GROUP BY per_order.source, per_order.customer_id, per_order.currency
),
ranked AS (
  SELECT source, customer_id, currency, revenue, orders, lines, units, return_orders,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, customer_id, source) AS place
  FROM per_customer
)
SELECT ranked.source AS source,
       ranked.customer_id AS customer_id,
       COALESCE(c.customer_name, 'Unknown') AS customer_name,
       ranked.currency AS currency,
       ranked.revenue AS revenue,
       ranked.orders AS orders,
       ranked.lines AS lines,
       ranked.units AS units,
       ranked.return_orders AS return_orders
FROM ranked
LEFT JOIN sales.dim_customer AS c
       ON c.source = ranked.source AND c.customer_id = ranked.customer_id AND c.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.revenue DESC, ranked.customer_id, ranked.source, ranked.currency;
