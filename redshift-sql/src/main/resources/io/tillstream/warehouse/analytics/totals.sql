-- question: How much was sold in all, in how many orders, by how many customers?
-- columns: currency, revenue, orders, lines, units, returns, customers, products, average_order_value, units_per_order
-- parameters: source, since, until
-- headline
WITH line AS (
  SELECT f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         f.customer_key AS customer_key,
         f.product_key AS product_key,
         f.revenue AS revenue,
         f.quantity AS units,
         CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END AS returned
  FROM sales.fact_sales AS f
-- include: asked_for
),
per_order AS (
  SELECT currency, source, order_id, SUM(revenue) AS revenue, COUNT(*) AS lines, SUM(units) AS units, SUM(returned) AS returns
  FROM line
  GROUP BY currency, source, order_id
),
customer AS (
  SELECT DISTINCT line.currency AS currency, c.source AS source, c.customer_id AS customer_id
  FROM line
  JOIN sales.dim_customer AS c ON c.customer_key = line.customer_key
  WHERE line.customer_key <> 0
),
product AS (
  SELECT DISTINCT line.currency AS currency, p.source AS source, p.product_id AS product_id
  FROM line
  JOIN sales.dim_product AS p ON p.product_key = line.product_key
  WHERE line.product_key <> 0
),
total AS (
  SELECT currency, SUM(revenue) AS revenue, COUNT(*) AS orders, SUM(lines) AS lines, SUM(units) AS units, SUM(returns) AS returns
  FROM per_order
  GROUP BY currency
),
customers AS (
  SELECT currency, COUNT(*) AS customers FROM customer GROUP BY currency
),
products AS (
  SELECT currency, COUNT(*) AS products FROM product GROUP BY currency
)
SELECT total.currency AS currency,
       total.revenue AS revenue,
       total.orders AS orders,
       CAST(total.lines AS BIGINT) AS lines,
       total.units AS units,
       CAST(total.returns AS BIGINT) AS returns,
       COALESCE(customers.customers, 0) AS customers,
       COALESCE(products.products, 0) AS products,
       ROUND(CAST(total.revenue AS DECIMAL(24,6)) / NULLIF(total.orders, 0), 2) AS average_order_value,
       ROUND(CAST(total.units AS DECIMAL(24,6)) / NULLIF(total.orders, 0), 2) AS units_per_order
FROM total
LEFT JOIN customers ON customers.currency = total.currency
LEFT JOIN products ON products.currency = total.currency
ORDER BY total.revenue DESC, total.currency;
