-- question: How much was sold in each country, that of the sale, and to how many known customers?
-- columns: country, currency, revenue, orders, lines, units, return_orders, customers, revenue_percent
-- parameters: source, since, until
WITH per_order AS (
  SELECT COALESCE(l.country, 'Unknown') AS country,
-- include: order_sums
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
  GROUP BY COALESCE(l.country, 'Unknown'), f.currency, f.source, f.order_id
),
customer AS (
  SELECT DISTINCT COALESCE(l.country, 'Unknown') AS country, f.currency AS currency, c.source AS source, c.customer_id AS customer_id
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
    AND f.customer_key <> 0
),
customers AS (
  SELECT country, currency, COUNT(*) AS customers FROM customer GROUP BY country, currency
),
total AS (
  SELECT per_order.country AS country,
         per_order.currency AS currency,
-- include: group_sums
  FROM per_order
  GROUP BY per_order.country, per_order.currency
)
SELECT total.country AS country,
       total.currency AS currency,
       total.revenue AS revenue,
       total.orders AS orders,
       total.lines AS lines,
       total.units AS units,
       total.return_orders AS return_orders,
       COALESCE(customers.customers, 0) AS customers,
       @percent(total.revenue, SUM(total.revenue) OVER (PARTITION BY total.currency)) AS revenue_percent
FROM total
LEFT JOIN customers ON customers.country = total.country AND customers.currency = total.currency
ORDER BY total.revenue DESC, total.country, total.currency;
