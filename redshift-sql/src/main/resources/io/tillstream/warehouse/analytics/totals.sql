-- question: How much was sold in all, in how many orders, by how many customers?
-- columns: currency, revenue, orders, lines, units, returns, return_orders, customers, products, average_order_value, units_per_order, lines_dated_ahead
-- parameters: source, since, until, today
-- headline
WITH line AS (
  SELECT f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         f.customer_key AS customer_key,
         f.product_key AS product_key,
         f.revenue AS revenue,
         f.quantity AS units,
         f.event_type AS event_type,
         CASE WHEN f.date_key > CAST(REPLACE(:today, '-', '') AS INTEGER) THEN 1 ELSE 0 END AS ahead
  FROM sales.fact_sales AS f
-- include: asked_for
),
per_order AS (
  SELECT currency,
         source,
         order_id,
         SUM(revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(units) AS units,
         SUM(CASE WHEN event_type = 'RETURN' THEN 1 ELSE 0 END) AS returns,
         MAX(CASE WHEN event_type = 'SALE' THEN 1 ELSE 0 END) AS sold,
         MAX(CASE WHEN event_type = 'RETURN' THEN 1 ELSE 0 END) AS returned,
         SUM(ahead) AS ahead
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
  SELECT currency,
         SUM(revenue) AS revenue,
         CAST(SUM(sold) AS BIGINT) AS orders,
         CAST(SUM(lines) AS BIGINT) AS lines,
         SUM(units) AS units,
         CAST(SUM(returns) AS BIGINT) AS returns,
         CAST(SUM(returned) AS BIGINT) AS return_orders,
         CAST(SUM(ahead) AS BIGINT) AS ahead
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
       total.lines AS lines,
       total.units AS units,
       total.returns AS returns,
       total.return_orders AS return_orders,
       COALESCE(customers.customers, 0) AS customers,
       COALESCE(products.products, 0) AS products,
       @ratio(total.revenue, total.orders) AS average_order_value,
       @ratio(total.units, total.orders) AS units_per_order,
       total.ahead AS lines_dated_ahead
FROM total
LEFT JOIN customers ON customers.currency = total.currency
LEFT JOIN products ON products.currency = total.currency
ORDER BY total.revenue DESC, total.currency;
