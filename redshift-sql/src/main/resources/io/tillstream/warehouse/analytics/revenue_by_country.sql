-- question: How much was sold in each country, that of the sale, and to how many known customers?
-- columns: country, currency, revenue, orders, lines, units, customers, revenue_percent
-- parameters: source, since, until
WITH line AS (
  SELECT COALESCE(l.country, 'Unknown') AS country,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         f.customer_key AS customer_key,
         f.revenue AS revenue,
         f.quantity AS units
  FROM sales.fact_sales AS f
  LEFT JOIN sales.dim_location AS l ON l.location_key = f.location_key
-- include: asked_for
),
per_order AS (
  SELECT country, currency, source, order_id, SUM(revenue) AS revenue, COUNT(*) AS lines, SUM(units) AS units
  FROM line
  GROUP BY country, currency, source, order_id
),
customer AS (
  SELECT DISTINCT line.country AS country, line.currency AS currency, c.source AS source, c.customer_id AS customer_id
  FROM line
  JOIN sales.dim_customer AS c ON c.customer_key = line.customer_key
  WHERE line.customer_key <> 0
),
customers AS (
  SELECT country, currency, COUNT(*) AS customers FROM customer GROUP BY country, currency
),
total AS (
  SELECT country, currency, SUM(revenue) AS revenue, COUNT(*) AS orders, SUM(lines) AS lines, SUM(units) AS units
  FROM per_order
  GROUP BY country, currency
)
SELECT total.country AS country,
       total.currency AS currency,
       total.revenue AS revenue,
       total.orders AS orders,
       CAST(total.lines AS BIGINT) AS lines,
       total.units AS units,
       COALESCE(customers.customers, 0) AS customers,
       ROUND(100 * (CAST(total.revenue AS DECIMAL(24,6)) / NULLIF(CAST(SUM(total.revenue) OVER (PARTITION BY total.currency) AS DECIMAL(24,6)), 0)), 2) AS revenue_percent
FROM total
LEFT JOIN customers ON customers.country = total.country AND customers.currency = total.currency
ORDER BY total.revenue DESC, total.country, total.currency;
