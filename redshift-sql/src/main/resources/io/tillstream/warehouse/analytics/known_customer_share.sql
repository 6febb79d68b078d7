-- question: Which share of each month's revenue and orders is of known customers, and how many of them bought?
-- columns: month, currency, revenue, known_revenue, known_revenue_percent, orders, known_orders_percent, active_customers
-- parameters: source, since, until
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         MAX(CASE WHEN f.customer_key <> 0 AND f.event_type = 'SALE' THEN 1 ELSE 0 END) AS known,
         SUM(CASE WHEN f.customer_key <> 0 THEN f.revenue ELSE 0 END) AS known_revenue,
-- include: order_sums
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency, f.source, f.order_id
),
active AS (
  SELECT DISTINCT TO_CHAR(d.date, 'YYYY-MM') AS month, f.currency AS currency, c.source AS source, c.customer_id AS customer_id
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
-- include: asked_for
    AND f.customer_key <> 0
    AND f.event_type = 'SALE'
),
customers AS (
  SELECT month, currency, COUNT(*) AS customers FROM active GROUP BY month, currency
),
per_month AS (
  SELECT month, currency, SUM(revenue) AS revenue, SUM(known_revenue) AS known_revenue,
         CAST(SUM(sold) AS BIGINT) AS orders, CAST(SUM(known) AS BIGINT) AS known_orders
  FROM per_order
  GROUP BY month, currency
)
SELECT per_month.month AS month,
       per_month.currency AS currency,
       per_month.revenue AS revenue,
       per_month.known_revenue AS known_revenue,
       @percent(per_month.known_revenue, per_month.revenue) AS known_revenue_percent,
       per_month.orders AS orders,
       @percent(per_month.known_orders, per_month.orders) AS known_orders_percent,
       COALESCE(customers.customers, 0) AS active_customers
FROM per_month
LEFT JOIN customers ON customers.month = per_month.month AND customers.currency = per_month.currency
ORDER BY per_month.month, per_month.currency;
