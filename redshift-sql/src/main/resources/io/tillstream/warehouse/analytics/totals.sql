-- question: How much was sold in all, in how many orders, by how many customers?
-- columns: currency, revenue, orders, lines, units, returns, customers, products
WITH per_order AS (
  SELECT f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units,
         SUM(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returns
  FROM sales.fact_sales AS f
  GROUP BY f.currency, f.source, f.order_id
),
customer AS (
  SELECT DISTINCT f.currency AS currency, c.source AS source, c.customer_id AS customer_id
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  WHERE f.customer_key <> 0
),
product AS (
  SELECT DISTINCT f.currency AS currency, p.source AS source, p.product_id AS product_id
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
  WHERE f.product_key <> 0
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
       COALESCE(products.products, 0) AS products
FROM total
LEFT JOIN customers ON customers.currency = total.currency
LEFT JOIN products ON products.currency = total.currency
ORDER BY total.revenue DESC, total.currency;
