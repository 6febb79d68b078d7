-- Of each customer of a till system and currency: first and last purchase, orders, revenue.
customer AS (
  SELECT c.source AS source,
         c.customer_id AS customer_id,
         f.currency AS currency,
         MIN(CASE WHEN f.event_type = 'SALE' THEN d.year * 12 + d.month END) AS first_month,
         MAX(CASE WHEN f.event_type = 'SALE' THEN d.date END) AS last_day,
         COUNT(DISTINCT CASE WHEN f.event_type = 'SALE' THEN f.order_id END) AS orders,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_customer AS c ON c.customer_key = f.customer_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_till
    AND f.customer_key <> 0
  GROUP BY c.source, c.customer_id, f.currency
  HAVING SUM(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) > 0
),
