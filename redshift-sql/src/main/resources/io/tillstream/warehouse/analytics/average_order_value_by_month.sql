-- question: How much is an order worth on average, month by month?
-- columns: month, currency, revenue, orders, average_order_value
-- parameters: source, since, until
WITH per_order AS (
  SELECT TO_CHAR(d.date, 'YYYY-MM') AS month,
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
  GROUP BY TO_CHAR(d.date, 'YYYY-MM'), f.currency, f.source, f.order_id
)
SELECT per_order.month AS month,
       per_order.currency AS currency,
       SUM(per_order.revenue) AS revenue,
       COUNT(*) AS orders,
       ROUND(CAST(SUM(per_order.revenue) AS DECIMAL(24,6)) / NULLIF(COUNT(*), 0), 2) AS average_order_value
FROM per_order
GROUP BY per_order.month, per_order.currency
ORDER BY per_order.month, per_order.currency;
